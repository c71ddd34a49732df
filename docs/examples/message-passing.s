# Two CPUs: CPU 0 stores a datum and then a flag; CPU 1 waits for the flag and fetches the datum. Stores stay in order (W-W)
# and fetches too (R-R), so CPU 1 finds 42 in any storage order. Run it with:
#   ./maskflip run docs/examples/message-passing.s --cpus 2 --order weak --seed 7
        .org    0x1a0
        .quad   0x0000000180000000, reader      # restart new PSW of CPU 1, whose prefix area this is
        .org    0x1d0
        .quad   0x0002000180000000, 0xdead      # a program check ends in a disabled wait at dead
        .org    0x10000
_start: lghi    %r1,1
        sigp    %r4,%r1,6                       # RESTART CPU 1
        larl    %r2,data
        mvghi   0(%r2),42
        larl    %r3,flag
        mvghi   0(%r3),1
        larl    %r5,done
        lpswe   0(%r5)

reader: larl    %r2,data
        larl    %r3,flag
1:      ltg     %r4,0(%r3)
        je      1b
        lg      %r6,0(%r2)
        larl    %r5,done
        cgijne  %r6,42,2f
        lpswe   0(%r5)
2:      larl    %r5,wrong
        lpswe   0(%r5)

        .align  8
done:   .quad   0x0002000180000000, 0
wrong:  .quad   0x0002000180000000, 0xbad
        .align  256
data:   .quad   0
        .align  256
flag:   .quad   0
