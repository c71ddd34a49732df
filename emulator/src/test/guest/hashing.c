/* Checksums and hash functions with published test values, and on longer texts. */
#include "guest.h"

static u8 text[20000];

static u32 crc_table[256];

static u32 crc32(const u8 *p, size_t n)
{
	u32 crc = ~0u;

	while (n--)
		crc = crc_table[(crc ^ *p++) & 255] ^ crc >> 8;
	return ~crc;
}

static u32 adler32(const u8 *p, size_t n)
{
	u32 a = 1, b = 0;

	while (n--) {
		a = (a + *p++) % 65521;
		b = (b + a) % 65521;
	}
	return b << 16 | a;
}

static u64 fnv1a(const u8 *p, size_t n)
{
	u64 h = 0xcbf29ce484222325UL;

	while (n--)
		h = (h ^ *p++) * 0x100000001b3UL;
	return h;
}

static u32 rotr(u32 x, int n)
{
	return x >> n | x << (32 - n);
}

static u64 rotl(u64 x, int n)
{
	return x << n | x >> (64 - n);
}

static const u32 k256[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static void sha256_block(u32 h[8], const u8 *p)
{
	u32 w[64], s[8];

	for (int i = 0; i < 16; i++)
		w[i] = (u32)p[4 * i] << 24 | p[4 * i + 1] << 16 | p[4 * i + 2] << 8 | p[4 * i + 3];
	for (int i = 16; i < 64; i++) {
		u32 a = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
		u32 b = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10;

		w[i] = w[i - 16] + a + w[i - 7] + b;
	}
	memcpy(s, h, sizeof(s));
	for (int i = 0; i < 64; i++) {
		u32 t = s[7] + (rotr(s[4], 6) ^ rotr(s[4], 11) ^ rotr(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6]))
			+ k256[i] + w[i];
		u32 m = (rotr(s[0], 2) ^ rotr(s[0], 13) ^ rotr(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));

		memmove(s + 1, s, 7 * sizeof(*s));
		s[4] += t;
		s[0] = t + m;
	}
	for (int i = 0; i < 8; i++)
		h[i] += s[i];
}

static void sha256(const u8 *p, size_t n)
{
	u32 h[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
	u8 last[128] = { 0 };
	size_t whole = n / 64 * 64, rest = n - whole, length = rest < 56 ? 64 : 128;

	for (size_t i = 0; i < whole; i += 64)
		sha256_block(h, p + i);
	memcpy(last, p + whole, rest);
	last[rest] = 0x80;
	for (int i = 0; i < 8; i++)
		last[length - 1 - i] = (u64)n * 8 >> 8 * i;
	for (size_t i = 0; i < length; i += 64)
		sha256_block(h, last + i);
	for (int i = 0; i < 8; i++)
		put_hex(h[i], 8);
	put_char('\n');
}

#define SIP_ROUND                                                                                        \
	do {                                                                                             \
		a += b, b = rotl(b, 13) ^ a, a = rotl(a, 32);                                             \
		c += d, d = rotl(d, 16) ^ c;                                                              \
		a += d, d = rotl(d, 21) ^ a;                                                              \
		c += b, b = rotl(b, 17) ^ c, c = rotl(c, 32);                                             \
	} while (0)

static u64 sip(const u8 *p, size_t n, u64 k0, u64 k1)
{
	u64 a = k0 ^ 0x736f6d6570736575UL, b = k1 ^ 0x646f72616e646f6dUL;
	u64 c = k0 ^ 0x6c7967656e657261UL, d = k1 ^ 0x7465646279746573UL;

	for (size_t i = 0; i <= n; i += 8) {
		u64 m = i + 8 > n ? n << 56 : 0;

		for (int j = 0; j < 8 && i + j < n; j++)
			m |= (u64)p[i + j] << 8 * j;
		d ^= m;
		SIP_ROUND;
		SIP_ROUND;
		a ^= m;
	}
	c ^= 255;
	for (int i = 0; i < 4; i++)
		SIP_ROUND;
	return a ^ b ^ c ^ d;
}

static int buckets[509];

static void table(void)
{
	u64 seed = 7;
	int longest = 0, empty = 0;

	for (int i = 0; i < 2000; i++) {
		u64 key = next_random(&seed);
		int b = fnv1a((u8 *)&key, 8) % 509;

		if (++buckets[b] > longest)
			longest = buckets[b];
	}
	for (int i = 0; i < 509; i++)
		empty += !buckets[i];
	put_text("longest chain ");
	put_signed(longest);
	put_text(", empty buckets ");
	put_signed(empty);
	put_char('\n');
}

int guest(void)
{
	static const char check[] = "123456789";
	u8 key[15];
	u64 seed = 1;

	for (u32 i = 0; i < 256; i++) {
		u32 c = i;

		for (int j = 0; j < 8; j++)
			c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1;
		crc_table[i] = c;
	}
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = next_random(&seed) >> 56;
	for (int i = 0; i < 15; i++)
		key[i] = i;
	put_line("crc", crc32((const u8 *)check, 9));
	put_line("crc", crc32(text, sizeof(text)));
	put_line("adler", adler32((const u8 *)check, 9));
	put_line("adler", adler32(text, sizeof(text)));
	put_line("fnv", fnv1a((const u8 *)check, 9));
	put_line("fnv", fnv1a(text, sizeof(text)));
	put_line("sip", sip(key, 15, 0x0706050403020100UL, 0x0f0e0d0c0b0a0908UL));
	put_line("sip", sip(text, sizeof(text), 1, 2));
	sha256((const u8 *)"abc", 3);
	for (size_t n = 50; n < 70; n += 5)
		sha256(text, n);
	sha256(text, sizeof(text));
	table();
	return crc32((const u8 *)check, 9) != 0xcbf43926
		|| sip(key, 15, 0x0706050403020100UL, 0x0f0e0d0c0b0a0908UL) != 0xa129ca6149be45e5UL;
}
