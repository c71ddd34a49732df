#include "guest.h"

/* Read by the start files. */
char guest_output[65536];
u64 guest_length;

void put_char(char c)
{
	if (guest_length < sizeof(guest_output))
		guest_output[guest_length++] = c;
}

void put_text(const char *text)
{
	while (*text)
		put_char(*text++);
}

void put_unsigned(u64 value)
{
	char digits[20];
	int n = 0;

	do {
		digits[n++] = '0' + value % 10;
		value /= 10;
	} while (value);
	while (n)
		put_char(digits[--n]);
}

void put_signed(s64 value)
{
	if (value < 0) {
		put_char('-');
		put_unsigned(-(u64)value);
	} else {
		put_unsigned(value);
	}
}

void put_hex(u64 value, int digits)
{
	while (digits--)
		put_char("0123456789abcdef"[value >> 4 * digits & 15]);
}

void put_line(const char *name, u64 value)
{
	put_text(name);
	put_text(": ");
	put_hex(value, 16);
	put_char('\n');
}

u64 next_random(u64 *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1dUL;
}

void *memcpy(void *to, const void *from, size_t length)
{
	return memmove(to, from, length);
}

void *memmove(void *to, const void *from, size_t length)
{
	char *t = to;
	const char *f = from;

	if (t < f)
		while (length--)
			*t++ = *f++;
	else
		while (length--)
			t[length] = f[length];
	return to;
}

void *memset(void *to, int byte, size_t length)
{
	char *t = to;

	while (length--)
		*t++ = byte;
	return to;
}

int memcmp(const void *a, const void *b, size_t length)
{
	const u8 *x = a, *y = b;

	for (; length; length--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

size_t strlen(const char *text)
{
	size_t n = 0;

	while (text[n])
		n++;
	return n;
}

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return (u8)*a - (u8)*b;
}
