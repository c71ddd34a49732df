/* Arithmetic on numbers of many doublewords: factorials, Fibonacci numbers, digits of pi, powers modulo a prime. */
#include "guest.h"

#define MOST 80

struct number {
	int n;			/* doublewords in use, the least significant first */
	u64 d[MOST];
};

static void set(struct number *x, u64 value)
{
	memset(x, 0, sizeof(*x));
	x->d[0] = value;
	x->n = value != 0;
}

static void add(struct number *x, const struct number *y)
{
	unsigned __int128 carry = 0;
	int n = x->n > y->n ? x->n : y->n;

	for (int i = 0; i < n; i++) {
		carry += (unsigned __int128)x->d[i] + y->d[i];
		x->d[i] = carry;
		carry >>= 64;
	}
	x->n = n;
	if (carry)
		x->d[x->n++] = carry;
}

/* x -= y; x is not less. */
static void subtract(struct number *x, const struct number *y)
{
	u64 borrow = 0;

	for (int i = 0; i < x->n; i++) {
		u64 s = y->d[i] + borrow;

		borrow = s < borrow || x->d[i] < s;
		x->d[i] -= s;
	}
	while (x->n && !x->d[x->n - 1])
		x->n--;
}

static int compare(const struct number *x, const struct number *y)
{
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	for (int i = x->n; i--;)
		if (x->d[i] != y->d[i])
			return x->d[i] < y->d[i] ? -1 : 1;
	return 0;
}

static void scale(struct number *x, u64 factor)
{
	u64 carry = 0;

	for (int i = 0; i < x->n; i++) {
		unsigned __int128 p = (unsigned __int128)x->d[i] * factor + carry;

		x->d[i] = p;
		carry = p >> 64;
	}
	if (carry)
		x->d[x->n++] = carry;
}

static void multiply(struct number *z, const struct number *x, const struct number *y)
{
	set(z, 0);
	for (int i = 0; i < x->n; i++) {
		u64 carry = 0;

		for (int j = 0; j < y->n; j++) {
			unsigned __int128 p = (unsigned __int128)x->d[i] * y->d[j] + z->d[i + j] + carry;

			z->d[i + j] = p;
			carry = p >> 64;
		}
		z->d[i + y->n] = carry;
	}
	z->n = x->n + y->n;
	while (z->n && !z->d[z->n - 1])
		z->n--;
}

/* Divides by a word, by halves of doublewords; gives the remainder. */
static u32 divide(struct number *x, u32 divisor)
{
	u64 remainder = 0;

	for (int i = x->n; i--;) {
		u64 high = remainder << 32 | x->d[i] >> 32;
		u64 low = high % divisor << 32 | (x->d[i] & 0xffffffff);

		x->d[i] = high / divisor << 32 | low / divisor;
		remainder = low % divisor;
	}
	while (x->n && !x->d[x->n - 1])
		x->n--;
	return remainder;
}

/* x mod m, by shifting and subtracting. */
static void reduce(struct number *x, const struct number *m)
{
	static struct number r;

	set(&r, 0);
	for (int i = x->n * 64; i--;) {
		for (int j = r.n; j >= 0; j--)
			r.d[j] = r.d[j] << 1 | (j ? r.d[j - 1] >> 63 : 0);
		r.d[0] |= x->d[i / 64] >> i % 64 & 1;
		if (r.d[r.n])
			r.n++;
		if (compare(&r, m) >= 0)
			subtract(&r, m);
	}
	*x = r;
}

static void put_number(const struct number *x)
{
	static struct number y;
	static u32 parts[200];
	int n = 0;

	y = *x;
	do
		parts[n++] = divide(&y, 1000000000);
	while (y.n);
	put_unsigned(parts[--n]);
	while (n--)
		for (u32 unit = 100000000; unit; unit /= 10)
			put_char('0' + parts[n] / unit % 10);
	put_char('\n');
}

static void pi(int digits)
{
	static u32 r[3000];
	int length = digits * 10 / 3 + 1, nines = 0, held = -1;

	for (int i = 0; i < length; i++)
		r[i] = 2;
	for (int k = 0; k < digits; k++) {
		u32 q = 0;

		for (int i = length; i--;) {
			u32 x = 10 * r[i] + q * (i + 1);

			r[i] = i ? x % (2 * i + 1) : x % 10;
			q = i ? x / (2 * i + 1) : x / 10;
		}
		if (q == 9) {
			nines++;
			continue;
		}
		if (held >= 0)
			put_char('0' + held + (q == 10));
		for (; nines; nines--)
			put_char(q == 10 ? '0' : '9');
		held = q == 10 ? 0 : q;
	}
	put_char('\n');
}

int guest(void)
{
	static struct number x, y, z, m;

	set(&x, 1);
	for (int i = 2; i <= 400; i++)
		scale(&x, i);
	put_number(&x);
	set(&x, 0);
	set(&y, 1);
	for (int i = 0; i < 2000; i++) {
		z = y;
		add(&y, &x);
		x = z;
	}
	put_number(&x);
	/* 3^(p-1) mod p is one for the prime p = 2^127 - 1, and something else for 2^128 - 157. */
	for (int round = 0; round < 2; round++) {
		set(&m, 0);
		m.n = 2;
		m.d[0] = round ? 0xffffffffffffff63UL : ~0UL;
		m.d[1] = round ? ~0UL : ~0UL >> 1;
		set(&x, 1);
		set(&y, 3);
		for (int i = 0; i < 127 + round; i++) {
			u64 bit = i < 64 ? (m.d[0] - 1) >> i & 1 : m.d[1] >> (i - 64) & 1;

			if (bit) {
				multiply(&z, &x, &y);
				reduce(&z, &m);
				x = z;
			}
			multiply(&z, &y, &y);
			reduce(&z, &m);
			y = z;
		}
		put_number(&x);
	}
	pi(300);
	return 0;
}
