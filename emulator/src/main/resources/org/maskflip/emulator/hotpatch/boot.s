# Before DAT is on: prefix areas, page tables; then the start of the other CPUs.

# Gives each CPU its new PSWs, its stacks and its entry in percpu.
fill_prefix_areas:
        lgr     %r6,%r14
        larl    %r1,prefixes
        larl    %r2,percpu
        larl    %r3,stacks
        lghi    %r4,0
        lghi    %r5,CPUS
1:      mvc     0x1a0(96,%r1),0x1a0             # from absolute page 0
        larl    %r0,secondary
        stg     %r0,0x1a8(%r1)
        larl    %r0,external
        stg     %r0,0x1b8(%r1)
        lgrl    %r0,psw_dat_mask
        stg     %r0,0x1b0(%r1)
        stg     %r0,0x1d0(%r1)
        stg     %r2,LC_PERCPU(%r1)
        lay     %r0,STACK-160(%r3)
        stg     %r0,LC_STACK(%r1)
        lay     %r0,2*STACK-160(%r3)
        stg     %r0,LC_ASYNC(%r1)
        stg     %r4,PC_NUMBER(%r2)
        lgr     %r0,%r4
        aghi    %r0,1
        lgrl    %r14,random_factor
        msgr    %r0,%r14
        lgrl    %r14,random_seed
        agr     %r0,%r14
        stg     %r0,PC_RANDOM(%r2)
        aghi    %r4,1
        lay     %r1,8192(%r1)
        aghi    %r2,PERCPU
        lay     %r3,2*STACK(%r3)
        brctg   %r5,1b
        br      %r6

# Identity for the first 4 MiB, the code area read-only: only a store by real address changes it.
build_tables:
        larl    %r1,segment_table
        lghi    %r2,512
        lghi    %r3,0x20                        # segment invalid
1:      stg     %r3,0(%r1)
        aghi    %r1,8
        brctg   %r2,1b
        larl    %r1,segment_table
        larl    %r2,page_tables
        lghi    %r3,4
2:      stg     %r2,0(%r1)
        aghi    %r1,8
        aghi    %r2,2048
        brctg   %r3,2b
        larl    %r1,page_tables
        lghi    %r2,1024
        lghi    %r3,0
        larl    %r4,code_begin
        larl    %r5,code_end
3:      lgr     %r0,%r3
        clgr    %r3,%r4
        jl      4f
        clgr    %r3,%r5
        jnl     4f
        oill    %r0,0x200                       # DAT protection
4:      stg     %r0,0(%r1)
        aghi    %r1,8
        aghi    %r3,4096
        brctg   %r2,3b
        br      %r14

# Starts CPUs 1 and up.
start_others:
        ENTER
        lghi    %r6,1
        larl    %r7,prefixes
1:      cghi    %r6,CPUS
        jnl     9f
        lay     %r7,8192(%r7)
        lghi    %r1,0
2:      sigp    %r0,%r6,SIGP_INITIAL_RESET
        brc     2,2b
        jnz     8f
        lgr     %r1,%r7
3:      sigp    %r0,%r6,SIGP_SET_PREFIX
        brc     2,3b
        jnz     8f
4:      sigp    %r0,%r6,SIGP_RESTART
        brc     2,4b
        jnz     8f
        aghi    %r6,1
        j       1b
8:
        FAIL    ERROR_SIGNAL
9:
        LEAVE

unexpected:
        FAIL    ERROR_UNEXPECTED
program_check:
        larl    %r1,result_program
        mvc     0(4,%r1),0x8c
        mvc     8(16,%r1),0x150
        FAIL    ERROR_PROGRAM

# The end of a run that went wrong, code in r1: stops the others, then a disabled wait. The first code stays.
fail:   stnsm   LC_SAVE,0xfc
        lgr     %r8,%r1
        larl    %r2,result_code
        lghi    %r0,0
        csg     %r0,%r8,0(%r2)
        lg      %r4,LC_PERCPU
        lghi    %r6,CPUS
1:      aghi    %r6,-1
        jl      3f
        cg      %r6,PC_NUMBER(%r4)
        je      1b
        lghi    %r1,0
2:      sigp    %r0,%r6,SIGP_STOP
        brc     2,2b
        j       1b
3:      stg     %r8,LC_SAVE+8
        lgrl    %r1,psw_stop_mask
        stg     %r1,LC_SAVE
        lpswe   LC_SAVE
