/* Six ways to sort, on numbers of several sizes and on texts; all must give the same order. */
#include "guest.h"

#define N 1000

static s32 words[N], copy[N], scratch[N];
static s64 longs[N];
static char texts[400][12];
static const char *order[400];

static void insertion(s32 *a, int n)
{
	for (int i = 1; i < n; i++) {
		s32 x = a[i];
		int j = i;

		for (; j > 0 && a[j - 1] > x; j--)
			a[j] = a[j - 1];
		a[j] = x;
	}
}

static void shell(s32 *a, int n)
{
	for (int gap = n / 2; gap; gap /= 2)
		for (int i = gap; i < n; i++) {
			s32 x = a[i];
			int j = i;

			for (; j >= gap && a[j - gap] > x; j -= gap)
				a[j] = a[j - gap];
			a[j] = x;
		}
}

static void sift(s32 *a, int root, int n)
{
	s32 x = a[root];

	for (;;) {
		int child = 2 * root + 1;

		if (child >= n)
			break;
		if (child + 1 < n && a[child + 1] > a[child])
			child++;
		if (a[child] <= x)
			break;
		a[root] = a[child];
		root = child;
	}
	a[root] = x;
}

static void heap(s32 *a, int n)
{
	for (int i = n / 2; i--;)
		sift(a, i, n);
	while (--n > 0) {
		s32 x = a[0];

		a[0] = a[n];
		a[n] = x;
		sift(a, 0, n);
	}
}

static void quick(s32 *a, int n)
{
	while (n > 12) {
		s32 pivot = a[n / 2];
		int i = 0, j = n - 1;

		while (i <= j) {
			while (a[i] < pivot)
				i++;
			while (a[j] > pivot)
				j--;
			if (i <= j) {
				s32 x = a[i];

				a[i++] = a[j];
				a[j--] = x;
			}
		}
		quick(a, j + 1);
		a += i;
		n -= i;
	}
	insertion(a, n);
}

static void merge(s32 *a, int n)
{
	int half = n / 2, i = 0, j = half, k = 0;

	if (n < 2)
		return;
	merge(a, half);
	merge(a + half, n - half);
	while (i < half || j < n)
		scratch[k++] = j >= n || (i < half && a[i] <= a[j]) ? a[i++] : a[j++];
	memcpy(a, scratch, n * sizeof(*a));
}

static void radix(s32 *a, int n)
{
	for (int shift = 0; shift < 32; shift += 8) {
		int count[257] = { 0 };

		for (int i = 0; i < n; i++)
			count[(((u32)a[i] ^ 0x80000000u) >> shift & 255) + 1]++;
		for (int i = 0; i < 256; i++)
			count[i + 1] += count[i];
		for (int i = 0; i < n; i++)
			scratch[count[((u32)a[i] ^ 0x80000000u) >> shift & 255]++] = a[i];
		memcpy(a, scratch, n * sizeof(*a));
	}
}

static u64 checksum(const s32 *a, int n)
{
	u64 sum = 0;

	for (int i = 0; i < n; i++)
		sum = sum * 31 + (u32)a[i];
	return sum;
}

static int check(const char *name, void (*sort)(s32 *, int))
{
	memcpy(copy, words, sizeof(words));
	sort(copy, N);
	for (int i = 1; i < N; i++)
		if (copy[i - 1] > copy[i]) {
			put_text(name);
			put_text(" is out of order\n");
			return 1;
		}
	put_line(name, checksum(copy, N));
	return 0;
}

static void sort_longs(void)
{
	u64 sum = 0;

	for (int i = 1; i < N; i++) {
		s64 x = longs[i];
		int low = 0, high = i;

		while (low < high) {
			int middle = (low + high) / 2;

			if (longs[middle] <= x)
				low = middle + 1;
			else
				high = middle;
		}
		memmove(longs + low + 1, longs + low, (i - low) * sizeof(*longs));
		longs[low] = x;
	}
	for (int i = 0; i < N; i++)
		sum = sum * 1000003 + (u64)longs[i];
	put_line("binary insertion", sum);
}

static void sort_texts(void)
{
	for (int i = 0; i < 400; i++) {
		int j = i;

		for (; j > 0 && strcmp(order[j - 1], texts[i]) > 0; j--)
			order[j] = order[j - 1];
		order[j] = texts[i];
	}
	for (int i = 0; i < 400; i += 25) {
		put_text(order[i]);
		put_char(i % 100 == 75 ? '\n' : ' ');
	}
}

int guest(void)
{
	u64 seed = 42;
	int wrong = 0;

	for (int i = 0; i < N; i++) {
		words[i] = next_random(&seed) >> (i % 3 ? 32 : 50);
		longs[i] = (s64)next_random(&seed) >> i % 60;
	}
	for (int i = 0; i < 400; i++) {
		int n = 1 + next_random(&seed) % 10;

		for (int j = 0; j < n; j++)
			texts[i][j] = 'a' + next_random(&seed) % 26;
	}
	wrong += check("insertion", insertion);
	wrong += check("shell", shell);
	wrong += check("heap", heap);
	wrong += check("quick", quick);
	wrong += check("merge", merge);
	wrong += check("radix", radix);
	sort_longs();
	sort_texts();
	return wrong;
}
