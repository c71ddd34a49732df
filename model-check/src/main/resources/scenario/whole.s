# scenario: whole-instruction
# models: "brcl 0,0" becomes "brasl %r0,tracer" by one store of eight bytes, on a live site
# property: P1
# expected: unsafe
# bounds: CPUS=2 CALLS=1
# reason: The bytes of an instruction may be fetched one by one (F-piecemeal): the new operation code with the old displacement.
# origin: Linux bb91ed0ee3a7, efd9cd019e95
#
# variant: whole-instruction/facility-85
# facilities: +sequential-instruction-fetching
# expected: safe
# reason: The store is one event inside an aligned doubleword, and is seen whole by instruction fetch (F-seq).
# origin: Linux 6.12, cpu_has_seq_insn
#
# variant: whole-instruction/misaligned
# facilities: +sequential-instruction-fetching
# define: SITE=0x4004
# expected: unsafe
# reason: Across a doubleword boundary it takes two stores, and F-seq speaks of one doubleword.
# origin: Linux requires site % 8 == 0
#
# variant: displacement-zero
# define: DISPLACEMENT_ZERO
# expected: unsafe
# reason: A nop with displacement 0: mask and displacement change together, and mask 15 with displacement 0 loops on itself.
# origin: Linux a646ef398e72, "s390/jump_label: replace stop_machine with smp_call_function"
#
# variant: displacement-zero/facility-85
# facilities: +sequential-instruction-fetching
# define: DISPLACEMENT_ZERO
# expected: safe
# reason: Both fields change by one store in one doubleword, which is seen whole (F-seq).
# origin: derived
#
# variant: displacement-zero/only-mask
# define: ONLY_MASK
# expected: safe
# reason: The nop has the real displacement; one byte changes.
# origin: Linux ftrace_init_nop
#
# variant: live-alternative
# define: ALTERNATIVE
# expected: unsafe
# reason: An instruction of six bytes with another immediate: any mix of the two may be executed (F-piecemeal).
# origin: Linux alternatives, which are replaced before a second CPU runs
#
# variant: live-alternative/facility-85
# facilities: +sequential-instruction-fetching
# define: ALTERNATIVE
# expected: safe
# reason: One instruction in one doubleword, stored whole, is seen whole (F-seq).
# origin: derived
#
# variant: live-alternative/12-bytes
# facilities: +sequential-instruction-fetching
# define: ALTERNATIVE TWELVE
# expected: unsafe
# reason: Two instructions in two doublewords take two stores: the first instruction may be the old one and the second the new one.
# origin: Linux alternatives of 6 to 12 bytes, which are replaced before a second CPU runs
#
# variant: stop-machine
# define: SYNC STOP
# property: P1 P3 P6
# expected: safe
# reason: Every other CPU waits in the interruption, disabled, while the site changes, and discards its copies when it leaves (ser-who:
#   LPSWE).
# origin: Linux stop_machine, the fallback of 5.15
#
# variant: stop-machine/not-awaited
# define: SYNC STOP NOT_AWAITED
# property: P1 P3 P6
# expected: unsafe
# reason: The patcher does not wait until the others have arrived.
# origin: derived
#
# variant: stop-machine/released-first
# define: SYNC STOP RELEASED_FIRST
# property: P1 P3 P6
# expected: unsafe
# reason: The others are released before the store.
# origin: derived

        .ifndef SITE
        .set    SITE,0x4000
        .endif
        .set    NEW,2
        .set    ON,0xf4
        .set    OFF,0x04
        .set    FIRST_INTERCEPTOR,0
        .set    NEW_SECOND,0x05                 # second byte of what the site becomes
        .ifdef  DISPLACEMENT_ZERO
        .set    NEW_SECOND,ON
        .endif
        .ifdef  ONLY_MASK
        .set    NEW_SECOND,ON
        .endif

        .macro  OLD_VERSION site
        .ifdef  ALTERNATIVE
        .byte   0xc0,0x91,0,1,0,1               # lgfi %r9,0x10001
        .else
        .ifdef  ONLY_MASK
        .byte   0xc0,0x04
        .long   (tracer_jump-\site)/2
        .else
        .byte   0xc0,0x04,0,0,0,0
        .endif
        .endif
        .endm

        .macro  NEW_VERSION site
        .ifdef  ALTERNATIVE
        .byte   0xc0,0x91,0,2,0,2
        .else
        .ifdef  DISPLACEMENT_ZERO
        .byte   0xc0,0xf4
        .long   (tracer_jump-\site)/2
        .else
        .ifdef  ONLY_MASK
        .byte   0xc0,0xf4
        .long   (tracer_jump-\site)/2
        .else
        .byte   0xc0,0x05                       # brasl %r0
        .long   (tracer-\site)/2
        .endif
        .endif
        .endif
        .endm

        .include "parts/whole.s"

# Where a taken BRCL goes.
tracer_jump:
        lghi    %r9,2
        jg      body

        .include "parts/caller.s"
        .include "parts/write.s"

cpu0:
        .ifdef  STOP
        lghi    %r6,1
#! mutable
1:      lghi    %r5,0
        sigp    %r4,%r6,3
        brc     2,1b
#! end
        aghi    %r6,1
        cghi    %r6,CPUS
        jl      1b
        .ifndef NOT_AWAITED
#! mutable
2:      lgrl    %r1,arrived
        cghi    %r1,CPUS-1
        jne     2b
#! end
        .endif
        .endif
        .ifdef  RELEASED_FIRST
        lghi    %r1,1
        stgrl   %r1,released
        .endif
#! steps
        .ifdef  TWELVE
        WRITE   site,0,new_twelve,12
        .else
        WRITE   site,0,new_version,6
        .endif
        .ifdef  STOP
        lghi    %r1,1
        stgrl   %r1,released
        .endif
#! end
        lghi    %r1,1
        stgrl   %r1,done
        j       end

        .ifdef  STOP
external:
        stmg    %r14,%r1,0x210
        lgrl    %r0,arrived
#! mutable
3:      lgr     %r1,%r0
        aghi    %r1,1
        larl    %r14,arrived
        csg     %r0,%r1,0(%r14)
        jne     3b
4:      lgrl    %r1,released
        cghi    %r1,1
        jne     4b
        lmg     %r14,%r1,0x210
        lpswe   0x130
#! end
        .endif
        .balign 8
finally:
        .ifdef  ALTERNATIVE
        .quad   site+2,4,0x00020002
        .else
        .quad   site+1,1,NEW_SECOND
        .endif
finally_end:
new_twelve:
        .byte   0xc0,0x91,0,2,0,2,0xc0,0xb1,0,2,0,2
        .balign 8
arrived:
        .quad   0
released:
        .quad   0
