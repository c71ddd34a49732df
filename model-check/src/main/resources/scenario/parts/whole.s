# A site whose whole instruction changes. Before it: SITE, where it stands, and macros OLD_VERSION and NEW_VERSION that assemble the
# two versions, 6 bytes each, as they stand at an address. TWELVE: two instructions that belong together.

        .org    0x4000
        .if     SITE > 0x4000
        nopr    %r0                             # the doubleword is copied whole
        .endif
        .org    SITE
site:   OLD_VERSION site
        .ifdef  TWELVE
        .byte   0xc0,0xb1,0,1,0,1               # lgfi %r11,0x10001: belongs with the first
        cgr     %r9,%r11
        je      body
        oill    %r13,P1
        .endif
body:   br      %r14

        .org    0x4100
tracer: lghi    %r9,2
        lgr     %r1,%r0
        br      %r1

        .org    0x4400
versions:
        .quad   site
old_version:
        OLD_VERSION site
        .short  0
        .quad   site
new_version:
        NEW_VERSION site
        .short  0
versions_end:
        .org    0x4500
