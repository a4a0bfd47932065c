/* Which filesystems are remote, by the magic numbers that the kernel gives them. */
#include "ledger/filesystem.h"
#include <sys/vfs.h>

/* Magic numbers of statfs(2) and the kernel's sources; <linux/magic.h> has only some of them. */
static const guint32 REMOTE_TYPES[] = {
    0x6969,     /* NFS */
    0x517b,     /* SMB */
    0xff534d42, /* CIFS */
    0xfe534d42, /* SMB2 */
    0x564c,     /* NCP */
    0x5346414f, /* AFS */
    0x6b414653, /* kAFS */
    0x73757245, /* Coda */
    0x01021997, /* 9P */
    0x00c36400, /* Ceph */
    0x0bd00bd0, /* Lustre */
    0x47504653, /* GPFS */
    0x01161970, /* GFS2 */
    0x7461636f, /* OCFS2 */
    0x65735546, /* FUSE: sshfs and the like */
    0x786f4256, /* VirtualBox shared folders */
    0xbacbacbc, /* VMware shared folders */
};

gboolean nx_filesystem_is_remote(guint32 type)
{
    for (guint i = 0; i < G_N_ELEMENTS(REMOTE_TYPES); i++)
        if (REMOTE_TYPES[i] == type)
            return TRUE;
    return FALSE;
}

gboolean nx_path_is_remote(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    struct statfs facts;
    return statfs(folder, &facts) == 0 && nx_filesystem_is_remote((guint32)facts.f_type);
}
