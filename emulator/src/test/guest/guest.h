/* What every guest program has: text goes to one buffer, which whoever started the program shows when it ends. */
#ifndef GUEST_H
#define GUEST_H

typedef unsigned char u8;
typedef unsigned int u32;
typedef int s32;
typedef unsigned long u64;
typedef long s64;
typedef unsigned long size_t;

/* The program proper; its value is the exit status. */
int guest(void);

void put_char(char c);
void put_text(const char *text);
void put_unsigned(u64 value);
void put_signed(s64 value);
void put_hex(u64 value, int digits);
/* "name: 0123456789abcdef" and a new line. */
void put_line(const char *name, u64 value);

/* A generator of the same numbers everywhere (xorshift with a multiplication). */
u64 next_random(u64 *state);

void *memcpy(void *to, const void *from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *a, const void *b, size_t length);
size_t strlen(const char *text);
int strcmp(const char *a, const char *b);

#endif
