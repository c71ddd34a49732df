# scenario: hotplug
# models: CPU 2 starts CPU 1 while CPU 0 updates; who is called is asked under the lock that a CPU is started under
# property: P3 P6
# expected: safe
# bounds: CPUS=3 CALLS=1
# define: SYNC LOCKED
# reason: Entering the operating state discards copies once (F-discard). A CPU started before the lock is taken is called; one started after
#   the lock is released begins with nothing older than the update.
# origin: Linux text_poke_sync_lock, cpus_read_lock
#
# variant: hotplug/fixed-before
# define: SYNC FIXED_BEFORE
# expected: unsafe
# reason: The targets were fixed before the text was stored: a CPU that starts in between prefetches old text and is not called.
# origin: Linux 5.15, where no lock was held; derived
#
# variant: hotplug/not-locked
# define: SYNC
# expected: unsafe
# reason: Without the lock a CPU may start, prefetch the old text, and be online only when the targets have been asked for.
# origin: Linux 5.15, where no lock was held; derived

        .set    FIRST_INTERCEPTOR,tracer
        .set    NEW,2
        .set    stopped_1,1
        .set    TARGETS_LABEL,1
        .set    ALL_RUN,1
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"
        .balign 8
targets:
        .byte   0,0,0,0,0,0,0,0                 # CPU 2 calls nothing and needs no call
online: .byte   1,0,0,0,0,0,0,0
hotplug_lock:
        .quad   0
        .include "parts/signal.s"

        .macro  LOCK
        .ifdef  LOCKED
#! mutable
        larl    %r1,hotplug_lock
        lhi     %r5,1
5:      lhi     %r0,0
        cs      %r0,%r5,0(%r1)
        jne     5b
#! end
        .endif
        .endm
        .macro  UNLOCK
        .ifdef  LOCKED
        larl    %r1,hotplug_lock
        lhi     %r0,0
#! mutable
        st      %r0,0(%r1)
#! end
        .endif
        .endm
        .macro  ASK_TARGETS
        larl    %r1,online
        larl    %r2,targets
        mvc     1(1,%r2),1(%r1)
        .endm

cpu0:
#! steps
        .ifdef  FIXED_BEFORE
        ASK_TARGETS
        .endif
        WRITE   slot,0,new_interceptor,8
        WRITE   site,1,mask_on,1
        LOCK
        .ifndef FIXED_BEFORE
        ASK_TARGETS
        .endif
        brasl   %r14,synchronize
        UNLOCK
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

# Started by restart: says that it is online, then calls.
restart:
        larl    %r1,online
#! mutable
        mvi     1(%r1),1
        larl    %r1,enabled
        lpswe   0(%r1)
#! end
        .short  0                               # no instruction
cpu1:   j       restart

# Starts CPU 1, and holds the lock until it is online.
cpu2:
#! steps
        LOCK
        lghi    %r6,1
        lghi    %r5,0
        sigp    %r4,%r6,6
        .ifdef  LOCKED
6:      larl    %r1,online
        cli     1(%r1),1
        jne     6b
        .endif
        UNLOCK
#! end
        j       end

        .balign 8
enabled:
        .quad   0x0100000180000000,others
finally:
        .quad   site+1,1,ON
finally_end:
