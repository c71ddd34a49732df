# Text: the line under way, numbers, words, files.

# Writes the text r3 into the file r2, opened with the flags r4. A refusal is reported and counted. Of a list of names some files
# take one at a time, and say that they took no more.
put:    enter
        lgr     %r13,%r2
        lgr     %r12,%r3
        lgr     %r3,%r4
        lghi    %r4,0
        system  OPEN
        ltgr    %r11,%r2
        jm      put_refused
put_rest:
        lgr     %r2,%r12
        brasl   %r14,length
        ltgr    %r4,%r2
        jz      put_close
        lgr     %r2,%r11
        lgr     %r3,%r12
        system  WRITE
        ltgr    %r10,%r2
        jm      put_failed
        jz      put_close
        agr     %r12,%r10
        j       put_rest
put_failed:
        lgr     %r2,%r11
        system  CLOSE
        lgr     %r2,%r10
        j       put_refused
put_close:
        lgr     %r2,%r11
        system  CLOSE
        leave
put_refused:
        lgr     %r3,%r13
        brasl   %r14,refused
        leave

# The kernel refused something of the name r3 with the error r2: into the line, and a failure.
refused:
        enter
        lcgr    %r13,%r2
        lgr     %r12,%r3
        larl    %r2,text_refused
        brasl   %r14,append
        lgr     %r2,%r12
        brasl   %r14,append
        larl    %r2,text_error
        brasl   %r14,append
        lgr     %r2,%r13
        brasl   %r14,append_number
        brasl   %r14,failed
        brasl   %r14,end_line
        leave

failed: larl    %r1,failures
        agsi    0(%r1),1
        br      %r14

# The length of the text r2.
length: lghi    %r0,0
        lgr     %r1,%r2
        la      %r3,4095(%r2)
0:      srst    %r3,%r1
        jo      0b
        sgr     %r3,%r2
        lgr     %r2,%r3
        br      %r14

# Adds the text r2 to the line.
append: enter
        lgr     %r3,%r2
        larl    %r13,line_end
        lg      %r2,0(%r13)
        brasl   %r14,copy
        stg     %r2,0(%r13)
        leave

append_number:
        enter
        lgr     %r3,%r2
        larl    %r13,line_end
        lg      %r2,0(%r13)
        brasl   %r14,digits
        stg     %r2,0(%r13)
        leave

# Writes the line to the console.
end_line:
        enter
        larl    %r13,line_end
        lg      %r4,0(%r13)
        mvi     0(%r4),'\n'
        larl    %r3,line
        stg     %r3,0(%r13)
        la      %r4,1(%r4)
        sgr     %r4,%r3
        lghi    %r2,1
        system  WRITE
        leave

# Copies the text r3 to r2, without its zero; the end of the copy. Keeps r4 and r5.
copy:   cli     0(%r3),0
        ber     %r14
        mvc     0(1,%r2),0(%r3)
        la      %r2,1(%r2)
        la      %r3,1(%r3)
        j       copy

# The decimal digits of r3, not negative, to r2; the end of them.
digits: enter
        lgr     %r9,%r3
        lghi    %r7,0
        lghi    %r1,10
        larl    %r6,figures+30
0:      lghi    %r8,0
        dlgr    %r8,%r1
        aghi    %r8,'0'
        stc     %r8,0(%r6)
        aghi    %r6,-1
        aghi    %r7,1
        ltgr    %r9,%r9
        jnz     0b
1:      mvc     0(1,%r2),1(%r6)
        la      %r2,1(%r2)
        la      %r6,1(%r6)
        brctg   %r7,1b
        leave

# The decimal number at r2; the end of its digits in r3.
number: lgr     %r3,%r2
        lghi    %r2,0
0:      llgc    %r1,0(%r3)
        aghi    %r1,-48
        clgfi   %r1,9
        bhr     %r14
        mghi    %r2,10
        agr     %r2,%r1
        la      %r3,1(%r3)
        j       0b

# Whether the word r2 begins with the name r3 and ends there or goes on with =: where, or 0.
match:  cli     0(%r3),0
        je      match_end
        clc     0(1,%r2),0(%r3)
        jne     match_not
        la      %r2,1(%r2)
        la      %r3,1(%r3)
        j       match
match_end:
        cli     0(%r2),0
        ber     %r14
        cli     0(%r2),'='
        ber     %r14
match_not:
        lghi    %r2,0
        br      %r14

# The number behind the name r2 in what was read last; 0 if the name is not there.
field:  enter
        lgr     %r13,%r2
        larl    %r12,file
0:      cli     0(%r12),0
        je      field_none
        lgr     %r2,%r12
        lgr     %r3,%r13
1:      cli     0(%r3),0
        je      field_found
        clc     0(1,%r2),0(%r3)
        jne     2f
        la      %r2,1(%r2)
        la      %r3,1(%r3)
        j       1b
2:      la      %r12,1(%r12)
        j       0b
field_found:
        brasl   %r14,number
        leave
field_none:
        lghi    %r2,0
        leave
