/* For builds under ThreadSanitizer, included before everything: GLib is not built with it, so what its locks, queues
 * and counters order is told here. */
#pragma once
#include <glib.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

static inline void nx_told_lock(GMutex *mutex)
{
    g_mutex_lock(mutex);
    __tsan_acquire(mutex);
}

static inline void nx_told_unlock(GMutex *mutex)
{
    __tsan_release(mutex);
    g_mutex_unlock(mutex);
}

static inline void nx_told_wait(GCond *cond, GMutex *mutex)
{
    __tsan_release(mutex);
    g_cond_wait(cond, mutex);
    __tsan_acquire(mutex);
}

static inline void nx_told_push(GAsyncQueue *queue, gpointer data)
{
    __tsan_release(queue);
    g_async_queue_push(queue, data);
}

static inline gpointer nx_told_pop(GAsyncQueue *queue)
{
    gpointer data = g_async_queue_pop(queue);
    __tsan_acquire(queue);
    return data;
}

static inline gpointer nx_told_try_pop(GAsyncQueue *queue)
{
    gpointer data = g_async_queue_try_pop(queue);
    __tsan_acquire(queue);
    return data;
}

static inline gpointer nx_told_once(GOnce *once, GThreadFunc func, gpointer data)
{
    gpointer value = (g_once_impl)(once, func, data);
    __tsan_release(once);
    __tsan_acquire(once);
    return value;
}

static inline gboolean nx_told_enter(void *location)
{
    gboolean first = (g_once_init_enter)(location);
    if (!first)
        __tsan_acquire(location);
    return first;
}

static inline void nx_told_leave(void *location, gsize value)
{
    __tsan_release(location);
    (g_once_init_leave)(location, value);
}

static inline gboolean nx_told_unref(gatomicrefcount *count)
{
    __tsan_release(count);
    gboolean last = (g_atomic_ref_count_dec)(count);
    __tsan_acquire(count);
    return last;
}

/* Something to be called by the main loop. */
typedef struct {
    GSourceFunc func;
    gpointer data;
    GDestroyNotify free_data;
} NxToldCall;

static inline gboolean nx_told_call(gpointer user)
{
    NxToldCall *call = user;
    __tsan_acquire(call);
    return call->func(call->data);
}

static inline void nx_told_call_free(gpointer user)
{
    NxToldCall *call = user;
    if (call->free_data)
        call->free_data(call->data);
    g_free(call);
}

static inline guint nx_told_idle(int priority, GSourceFunc func, gpointer data, GDestroyNotify free_data)
{
    NxToldCall *call = g_new(NxToldCall, 1);
    *call = (NxToldCall){func, data, free_data};
    __tsan_release(call);
    return g_idle_add_full(priority, nx_told_call, call, nx_told_call_free);
}

#define g_mutex_lock nx_told_lock
#define g_mutex_unlock nx_told_unlock
#define g_cond_wait nx_told_wait
#define g_async_queue_push nx_told_push
#define g_async_queue_pop nx_told_pop
#define g_async_queue_try_pop nx_told_try_pop
#undef g_once
#define g_once(once, func, data) nx_told_once(once, func, data)
#undef g_once_init_enter
#define g_once_init_enter(location) nx_told_enter(location)
#undef g_once_init_leave
#define g_once_init_leave(location, value) nx_told_leave(location, (gsize)(value))
#define g_atomic_ref_count_dec(count) nx_told_unref(count)
