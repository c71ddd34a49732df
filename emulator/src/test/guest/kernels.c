/* Floating-point kernels in short, long and extended: every result is shown to its last bit. */
#include "guest.h"

#define N 24
#define POINTS 256

static void put_float(const char *name, float x)
{
	union {
		float f;
		u32 bits;
	} u = { x };

	put_line(name, u.bits);
}

static void put_double(const char *name, double x)
{
	union {
		double d;
		u64 bits;
	} u = { x };

	put_line(name, u.bits);
}

static void put_extended(const char *name, long double x)
{
	union {
		long double x;
		u64 bits[2];
	} u = { x };

	put_line(name, u.bits[0]);
	put_line(name, u.bits[1]);
}

static double sine(double x)
{
	double term = x, sum = x;

	for (int i = 1; i < 14; i++) {
		term *= -x * x / ((2 * i) * (2 * i + 1));
		sum += term;
	}
	return sum;
}

static long double exponential(long double x)
{
	long double term = 1, sum = 1;

	for (int i = 1; i < 60; i++) {
		term *= x / i;
		sum += term;
	}
	return sum;
}

static double a[N][N], b[N][N], c[N][N];
static float fa[N][N], fb[N][N];

static void matrices(void)
{
	u64 seed = 5;
	double trace = 0, determinant = 1;
	float ftrace = 0;

	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = (double)(s64)next_random(&seed) / 4e18;
			b[i][j] = (double)(s32)next_random(&seed) / 3e9;
			fa[i][j] = a[i][j];
			fb[i][j] = b[i][j];
		}
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			double sum = 0;
			float fsum = 0;

			for (int k = 0; k < N; k++) {
				sum += a[i][k] * b[k][j];
				fsum += fa[i][k] * fb[k][j];
			}
			c[i][j] = sum;
			if (i == j) {
				trace += sum;
				ftrace += fsum;
			}
		}
	put_double("trace", trace);
	put_float("trace", ftrace);
	for (int k = 0; k < N; k++) {
		determinant *= c[k][k];
		for (int i = k + 1; i < N; i++) {
			double factor = c[i][k] / c[k][k];

			for (int j = k; j < N; j++)
				c[i][j] -= factor * c[k][j];
		}
	}
	put_double("determinant", determinant);
}

static double re[POINTS], im[POINTS];

static void fourier(int n, int step, int at, double *r, double *i)
{
	if (n == 1) {
		*r = re[at];
		*i = im[at];
		return;
	}
	double lr[n / 2], li[n / 2];

	fourier(n / 2, 2 * step, at, r, i);
	fourier(n / 2, 2 * step, at + step, lr, li);
	for (int k = 0; k < n / 2; k++) {
		double angle = -6.283185307179586 * k / n;
		double wr = sine(angle + 1.5707963267948966), wi = sine(angle);
		double tr = wr * lr[k] - wi * li[k], ti = wr * li[k] + wi * lr[k];

		r[k + n / 2] = r[k] - tr;
		i[k + n / 2] = i[k] - ti;
		r[k] += tr;
		i[k] += ti;
	}
}

static void transform(void)
{
	static double r[POINTS], i[POINTS];
	double power = 0;

	for (int k = 0; k < POINTS; k++) {
		re[k] = sine(k * 0.01) + (k & 8 ? 0.25 : -0.25);
		im[k] = 0;
	}
	fourier(POINTS, 1, 0, r, i);
	for (int k = 0; k < POINTS; k++)
		power += r[k] * r[k] + i[k] * i[k];
	put_double("power", power);
	put_double("line", r[16]);
}

static void mandelbrot(void)
{
	for (int y = 0; y < 12; y++) {
		for (int x = 0; x < 40; x++) {
			float cr = x * 0.075f - 2.2f, ci = y * 0.2f - 1.1f, zr = 0, zi = 0;
			int n = 0;

			while (n < 40 && zr * zr + zi * zi < 4) {
				float t = zr * zr - zi * zi + cr;

				zi = 2 * zr * zi + ci;
				zr = t;
				n++;
			}
			put_char(" .:-=+*#%@"[n / 4 % 10]);
		}
		put_char('\n');
	}
}

static void planets(void)
{
	double x[3] = { 0, 1, -1.5 }, y[3] = { 0, 0, 0.1 }, vx[3] = { 0, 0, 0.1 }, vy[3] = { 0, 1, -0.8 };
	double mass[3] = { 1, 1e-3, 1e-4 };

	for (int step = 0; step < 500; step++) {
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < 3; j++)
				if (i != j) {
					double dx = x[j] - x[i], dy = y[j] - y[i];
					double d = dx * dx + dy * dy;
					double f = mass[j] / (d * __builtin_sqrt(d));

					vx[i] += f * dx * 0.01;
					vy[i] += f * dy * 0.01;
				}
		for (int i = 0; i < 3; i++) {
			x[i] += vx[i] * 0.01;
			y[i] += vy[i] * 0.01;
		}
	}
	put_double("x", x[1]);
	put_double("y", y[2]);
}

static void conversions(void)
{
	u64 seed = 11, sum = 0;
	static const double extremes[] = { 0, -0.5, 1e9, -1e9, 1e19, -1e19, 1e300, -1e300, 0.49999999999999994 };

	for (int i = 0; i < 300; i++) {
		u64 bits = next_random(&seed);
		double d = (double)(s64)bits / (double)(1L << i % 60);
		float f = (float)d;
		long double x = (long double)d * f;

		sum = sum * 31 + (u64)(s64)d + (u32)(s32)f + (u64)(double)(bits >> 1) + (u64)(s64)(x / 1e25L);
		sum = sum * 31 + (bits >> 12 == (u64)((double)(bits >> 12))) + (f < d) + 2 * (x > d);
		sum = sum * 31 + (u64)(float)(u32)bits + (u32)((double)(u32)bits * 0.5);
		sum = sum * 31 + (u64)((double)bits * 0.25) + (u64)((float)bits * 0.125f);
	}
	put_line("conversions", sum);
	for (int i = 0; i < 9; i++) {
		put_line("s64", (u64)(s64)extremes[i]);
		put_line("s32", (u32)(s32)extremes[i]);
	}
}

static void specials(void)
{
	volatile double zero = 0, one = 1, big = 1.7976931348623157e308, small = 5e-324;
	volatile float fbig = 3.4e38f, fsmall = 1e-45f;
	volatile long double xbig = 1e4000L, xsmall = 1e-4000L;

	put_double("one by zero", one / zero);
	put_double("minus", -one / zero);
	put_double("zero by zero", zero / zero);
	put_double("overflow", big * 2);
	put_double("underflow", small / 2);
	put_double("subnormal", small * 12345);
	put_float("overflow", fbig * fbig);
	put_float("subnormal", fsmall * 77);
	put_float("shorter", (float)big);
	put_extended("product", xbig * xsmall);
	put_extended("overflow", xbig * xbig);
	put_extended("underflow", xsmall * xsmall);
	put_double("root", __builtin_sqrt(2.0));
	put_float("root", __builtin_sqrtf(one + one));
	put_extended("root", __builtin_sqrtl(2.0L + zero));
	put_double("absolute", __builtin_fabs(-one));
	put_double("sign", __builtin_copysign(big, -one));
	put_line("compares", (zero / zero == one) + 2 * (zero / zero != one) + 4 * (-zero == zero) + 8 * (small > zero)
		+ 16 * __builtin_isunordered(zero / zero, one) + 32 * (one / zero > big));
}

int guest(void)
{
	long double product = 1;
	double integral = 0;

	matrices();
	transform();
	mandelbrot();
	planets();
	for (int i = 0; i <= 1000; i++)
		integral += (i == 0 || i == 1000 ? 1 : i & 1 ? 4 : 2) * (1 / (1 + (i * 1e-3) * (i * 1e-3)));
	put_double("quarter of pi", integral / 3000);
	put_extended("e", exponential(1));
	put_extended("e", exponential(-7.25L));
	for (int i = 1; i <= 200; i++)
		product *= 4.0L * i * i / (4.0L * i * i - 1);
	put_extended("wallis", product);
	conversions();
	specials();
	return 0;
}
