# scenario: neighbour-writers
# models: CPU 0 switches the first stage on, CPU 1 the jump label behind it; both masks lie in one doubleword, which each writes whole
# property: P5 P6
# expected: safe
# bounds: CPUS=2 CALLS=0
# reason: One lock for all writers: the second copies the doubleword after the first has stored it.
# origin: Linux s390_kernel_write_lock; 42 jump labels of Debian's kernel stand at site+6
#
# variant: neighbour-writers/no-lock
# define: NO_LOCK
# expected: unsafe
# reason: A store of the other writer between the copy and STURG is lost (update).
# origin: derived
#
# variant: neighbour-writers/3-cpus
# bounds: CPUS=3 CALLS=1
# property: P1 P5 P6
# expected: safe
# reason: The same, with a CPU that calls the function.
# origin: Linux s390_kernel_write_lock
#
# variant: neighbour-writers/laog
# level: z196
# define: INTERLOCKED
# expected: safe
# reason: LOAD AND OR changes its bits of the doubleword without a lock (interlocked-access facility 1).
# origin: derived
#
# variant: neighbour-writers/plain-or
# define: PLAIN_OR
# expected: unsafe
# reason: The same as a fetch and a store.
# origin: derived
#
# variant: neighbour-writers/oi+z10
# level: z10
# define: SAME_BYTE
# expected: unsafe
# reason: OR IMMEDIATE fetches and stores; without interlocked-access facility 2 a store in between is lost (update).
# origin: derived
#
# variant: neighbour-writers/oi
# level: zec12
# define: SAME_BYTE
# expected: safe
# reason: Interlocked-access facility 2 makes OR IMMEDIATE one update.
# origin: derived
#
# variant: neighbour-writers/oi+z196
# level: z196
# define: SAME_BYTE
# expected: unsafe
# reason: Interlocked-access facility 1 does not speak of OR IMMEDIATE.
# origin: derived

        .set    FIRST_INTERCEPTOR,tracer
        .set    LABEL_AT_BODY,1
        .set    NEW,2
        .include "parts/stages.s"
        .include "parts/caller.s"
        .include "parts/write.s"

cpu0:
        .ifdef  SAME_BYTE
        larl    %r1,site
#! mutable
        oi      1(%r1),0xc0
#! end
        j       end
        .else
        .ifdef  INTERLOCKED
        larl    %r1,site
        lgrl    %r2,first_bits
#! mutable
        laog    %r3,%r2,0(%r1)
#! end
        j       end
        .else
        .ifdef  PLAIN_OR
        lgrl    %r3,site
        lgrl    %r2,first_bits
        ogr     %r3,%r2
        stgrl   %r3,site
        j       end
        .else
#! steps
        WRITE   site,1,mask_on,1
#! end
        j       end
        .endif
        .endif
        .endif

cpu1:
        .ifdef  SAME_BYTE
        larl    %r1,site
#! mutable
        oi      1(%r1),0x30
#! end
        j       end
        .else
        .ifdef  INTERLOCKED
        larl    %r1,site
        lgrl    %r2,second_bits
#! mutable
        laog    %r3,%r2,0(%r1)
#! end
        j       end
        .else
        .ifdef  PLAIN_OR
        lgrl    %r3,site
        lgrl    %r2,second_bits
        ogr     %r3,%r2
        stgrl   %r3,site
        j       end
        .else
#! steps
        WRITE   body,1,mask_on,1
#! end
        j       end
        .endif
        .endif
        .endif

        .balign 8
first_bits:
        .quad   0x00f0000000000000
second_bits:
        .quad   0x00000000000000f0
finally:
        .quad   site+1,1,ON
        .ifndef SAME_BYTE
        .quad   body+1,1,ON
        .endif
finally_end:
