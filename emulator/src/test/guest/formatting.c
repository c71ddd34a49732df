/* Texts from numbers and back: a small formatter, exact decimal digits of floating-point numbers, strings. */
#include "guest.h"

typedef __builtin_va_list va_list;

static void pad(int n, char with)
{
	while (n-- > 0)
		put_char(with);
}

/* All decimal digits of a finite number, with the point: its integer and its fraction are taken apart exactly. */
static void put_exact(double value)
{
	static u32 whole[40], part[40];
	union {
		double d;
		u64 bits;
	} u = { value };
	int exponent = u.bits >> 52 & 0x7ff;
	u64 significand = (u.bits & 0xfffffffffffffUL) | (exponent ? 1UL << 52 : 0);
	int n = 0, shift = (exponent ? exponent : 1) - 1075;
	static char digits[400];

	memset(whole, 0, sizeof(whole));
	memset(part, 0, sizeof(part));
	if (u.bits >> 63)
		put_char('-');
	/* whole: 32-bit digits above the point, the lowest first; part: those below it, the highest first. */
	for (int i = 0; i < 53; i++)
		if (significand >> i & 1) {
			int at = i + shift;

			if (at >= 0)
				whole[at / 32] |= 1u << at % 32;
			else
				part[(-at - 1) / 32] |= 0x80000000u >> (-at - 1) % 32;
		}
	for (;;) {
		u64 rest = 0;
		int zero = 1;

		for (int i = 40; i--;) {
			rest = rest << 32 | whole[i];
			whole[i] = rest / 10;
			rest %= 10;
			zero &= !whole[i];
		}
		digits[n++] = '0' + rest;
		if (zero)
			break;
	}
	while (n)
		put_char(digits[--n]);
	put_char('.');
	do {
		u64 carry = 0;
		int zero = 1;

		for (int i = 40; i--;) {
			carry += (u64)part[i] * 10;
			part[i] = carry;
			carry >>= 32;
			zero &= !part[i];
		}
		put_char('0' + carry);
		n = zero;
	} while (!n);
}

static void format(const char *text, ...)
{
	va_list arguments;

	__builtin_va_start(arguments, text);
	for (; *text; text++) {
		char buffer[24];
		int n = 0, width = 0, left = 0;
		char fill = ' ';
		u64 value;
		int negative = 0;
		u32 base = 10;

		if (*text != '%') {
			put_char(*text);
			continue;
		}
		for (text++; *text == '-' || *text == '0'; text++) {
			left |= *text == '-';
			fill = *text == '0' ? '0' : fill;
		}
		for (; *text >= '0' && *text <= '9'; text++)
			width = width * 10 + *text - '0';
		switch (*text) {
		case 's': {
			const char *s = __builtin_va_arg(arguments, const char *);
			int length = strlen(s);

			if (!left)
				pad(width - length, ' ');
			put_text(s);
			if (left)
				pad(width - length, ' ');
			continue;
		}
		case 'f':
			put_exact(__builtin_va_arg(arguments, double));
			continue;
		case 'd':
			value = __builtin_va_arg(arguments, s64);
			negative = (s64)value < 0;
			value = negative ? -value : value;
			break;
		default:
			value = __builtin_va_arg(arguments, u64);
			base = *text == 'x' ? 16 : *text == 'o' ? 8 : *text == 'b' ? 2 : 10;
		}
		do
			buffer[n++] = "0123456789abcdef"[value % base];
		while (value /= base, value && n < 23);
		if (negative && fill == '0')
			put_char('-');
		if (!left)
			pad(width - n - negative, fill);
		if (negative && fill != '0')
			put_char('-');
		while (n)
			put_char(buffer[--n]);
	}
	__builtin_va_end(arguments);
}

static const char *find(const char *in, const char *what)
{
	size_t n = strlen(what);

	for (; *in; in++)
		if (!memcmp(in, what, n))
			return in;
	return 0;
}

static void base64(const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t n = strlen(text);

	for (size_t i = 0; i < n; i += 3) {
		u32 w = (u8)text[i] << 16 | (i + 1 < n ? (u8)text[i + 1] << 8 : 0) | (i + 2 < n ? (u8)text[i + 2] : 0);

		put_char(digits[w >> 18]);
		put_char(digits[w >> 12 & 63]);
		put_char(i + 1 < n ? digits[w >> 6 & 63] : '=');
		put_char(i + 2 < n ? digits[w & 63] : '=');
	}
	put_char('\n');
}

static void roman(int n)
{
	static const struct {
		int value;
		const char *digits;
	} parts[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
		      { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" } };

	for (int i = 0; n; i++)
		for (; n >= parts[i].value; n -= parts[i].value)
			put_text(parts[i].digits);
	put_char(' ');
}

static s64 parse(const char *text)
{
	s64 value = 0;
	int negative = *text == '-';

	for (text += negative; *text >= '0' && *text <= '9'; text++)
		value = value * 10 + *text - '0';
	return negative ? -value : value;
}

int guest(void)
{
	static const char poem[] = "the quick brown fox jumps over the lazy dog";
	u64 seed = 3;

	for (int i = 0; i < 40; i++) {
		s64 value = (s64)next_random(&seed) >> i * 3 % 61;

		format("%d|%30d|%-30d|%030d|%x|%o|%b\n", value, value, value, value, value, value, value & 0xffff);
	}
	format("%s|%12s|%-12s|\n", "plain", "right", "left");
	format("%f %f %f\n%f\n%f\n", 0.1, -1.5, 1e22, 5e-324, 1.7976931348623157e308);
	for (int i = 0; i < 20; i++)
		format("%f\n", (double)(s64)next_random(&seed) / (double)(1L << i * 3));
	for (int i = 0; i < 40; i += 7)
		base64(poem + i);
	for (int i = 1; i < 4000; i += 321)
		roman(i);
	format("\n%d %d %d\n", parse("-9223372036854775808"), parse("12345678901234567"), parse("0"));
	format("%s %d\n", find(poem, "fox"), (s64)(find(poem, "dog") - poem));
	return find(poem, "cat") != 0;
}
