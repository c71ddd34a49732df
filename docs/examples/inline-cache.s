# scenario: inline-cache
# models: a JIT binds an inline cache: the displacement of its branch, which is off, then the mask
# property: P1
# expected: safe
# bounds: CPUS=2 CALLS=2
# reason: The displacement is in storage before the mask (W-W).
# origin: my JIT
#
# variant: inline-cache+sync
# define: SYNC
# property: P1 P6
# bounds: CPUS=2 CALLS=1
# reason: All CPUs discard their copies between the two.

        .set    ON,0xf4                         # parts/write.s has bytes mask_on and mask_off
        .set    OFF,0x04

        .org    0x4000                          # code begins here or above
site:   brcl    0,miss
body:   br      %r14
        .org    0x4040
miss:   lghi    %r9,2
        br      %r14
        .org    0x4180
hit:    lghi    %r9,3
        br      %r14
tracer: br      %r14                            # parts/write.s names it

# What the branch may be: off with either displacement, on with the new one. 16 bytes each.
        .org    0x4400
versions:
        .quad   site
        .byte   0xc0,OFF
        .long   (miss-site)/2
        .short  0
        .quad   site
        .byte   0xc0,OFF
        .long   (hit-site)/2
        .short  0
        .quad   site
        .byte   0xc0,ON
        .long   (hit-site)/2
        .short  0
versions_end:
        .org    0x4500

        .set    NEW,3
        .include "parts/caller.s"               # the other CPUs: CALLS calls each
        .include "parts/write.s"                # WRITE place,offset,bytes,length
        .ifdef  SYNC
        .include "parts/signal.s"               # synchronize
        .endif

cpu0:                                           # the CPU that patches
#! steps
        WRITE   site,2,new_displacement,4
        .ifdef  SYNC
        brasl   %r14,synchronize
        .endif
        WRITE   site,1,mask_on,1
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .balign 8
new_displacement:
        .long   (hit-site)/2
        .balign 8
finally:                                        # what storage must hold at the end: 24 bytes each
        .quad   site+1,1,ON
finally_end:
