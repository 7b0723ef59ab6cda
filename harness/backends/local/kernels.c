/* Products, attention and the likeliest token in fp32 for processors with AVX2: what torch's kernels leave undone.
 *
 * Weights and keys stand in panels of 16 columns: [columns / 16][rows][16], so that a tile of 6 rows by 16 columns
 * stays in registers while one panel is read from front to back. Every sum runs over its terms in order, whatever the
 * number of rows: a row's result does not depend on which rows share the step.
 * Built by kernels.py; the tile is that of BLIS' kernels for this width (Van Zee and Van de Geijn, 2015), the joint of
 * attention over blocks is the running softmax (Milakov and Gimelshein, 2018).
 */
#include <immintrin.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define WIDTH 16
#define TALL 6
#define LINE 64

typedef float v8 __attribute__((vector_size(32)));
typedef float v8u __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t n8 __attribute__((vector_size(32)));

static inline v8 load(const float *p) { return *(const v8u *)p; }
static inline void store(float *p, v8 v) { *(v8u *)p = v; }
static inline v8 all(float x) { return (v8){x, x, x, x, x, x, x, x}; }
static inline v8 larger(v8 a, v8 b) { return (v8)_mm256_max_ps((__m256)a, (__m256)b); }
static inline v8 smaller(v8 a, v8 b) { return (v8)_mm256_min_ps((__m256)a, (__m256)b); }
static inline long least(long a, long b) { return a < b ? a : b; }

static inline float sum_of(v8 x) {
    float sum = 0;
    for (int i = 0; i < 8; i++) sum += x[i];
    return sum;
}

/* 2 to the power of x, to about 1e-7 of it; the exponent is held within what fp32 can say. */
static inline v8 power_of_two(v8 x) {
    x = smaller(larger(x, all(-126.0f)), all(126.0f));
    v8 shifted = x + all(12582912.0f); /* 1.5 * 2^23: the whole part stands in the lowest bits */
    v8 rest = x - (shifted - all(12582912.0f));
    v8 y = all(1.535336188319500e-4f);
    y = y * rest + all(1.339887440266574e-3f);
    y = y * rest + all(9.618437357674640e-3f);
    y = y * rest + all(5.550332471162809e-2f);
    y = y * rest + all(2.402264791363012e-1f);
    y = y * rest + all(6.931472028550421e-1f);
    y = y * rest + all(1.0f);
    return (v8)((n8)y + ((n8)shifted << 23));
}

#define UNROLLED _Pragma("GCC unroll 8")

/* Each of R rows' two vectors of sums takes a number of its own times the same two vectors. */
#define ADD(R, NUMBER, LEFT, RIGHT)                                                                                    \
    UNROLLED for (int r = 0; r < R; r++) {                                                                             \
        v8 each = all(NUMBER);                                                                                         \
        x[r] += each * LEFT;                                                                                           \
        y[r] += each * RIGHT;                                                                                          \
    }

/* c[R][16] = a[R][k] * b[k][16]: the sums of one tile, left in registers. */
#define SUMS(R)                                                                                                        \
    v8 x[R], y[R];                                                                                                     \
    UNROLLED for (int r = 0; r < R; r++) x[r] = y[r] = all(0);                                                         \
    for (long i = 0; i < k; i++) {                                                                                     \
        v8 left = load(b + i * WIDTH), right = load(b + i * WIDTH + 8);                                                \
        ADD(R, a[r * lda + i], left, right)                                                                            \
    }                                                                                                                  \
    UNROLLED for (int r = 0; r < R; r++) {                                                                             \
        store(c + r * ldc, x[r]);                                                                                      \
        store(c + r * ldc + 8, y[r]);                                                                                  \
    }

#define BY_HEIGHT(rows, BODY)                                                                                          \
    switch (rows) {                                                                                                    \
    case 1: { BODY(1) } break;                                                                                         \
    case 2: { BODY(2) } break;                                                                                         \
    case 3: { BODY(3) } break;                                                                                         \
    case 4: { BODY(4) } break;                                                                                         \
    case 5: { BODY(5) } break;                                                                                         \
    default: { BODY(6) }                                                                                               \
    }

static inline void tile(long rows, const float *restrict a, long lda, const float *restrict b, long k,
                        float *restrict c, long ldc) {
    BY_HEIGHT(rows, SUMS)
}

enum { PLAIN, SILU, GELU, TIMES, PLUS };

static inline v8 activated(v8 x, int kind) {
    /* x / (1 + exp(-t)); for the tanh form of GELU, t is twice what the tanh is taken of */
    v8 t = kind == SILU ? x : all(1.5957691216057308f) * (x + all(0.044715f) * x * x * x);
    return x / (all(1.0f) + power_of_two(all(-1.4426950408889634f) * t));
}

/* What follows a product, on a tile that has just been summed: bias, then activation, or another matrix' values. */
static inline void finish(long rows, long columns, const float *c, const float *bias, const float *other, long ldo,
                          int kind, float *out) {
    for (long r = 0; r < rows; r++) {
        float line[WIDTH];
        const float *given = other ? other + r * ldo : 0;
        for (int half = 0; half < WIDTH; half += 8) {
            v8 x = load(c + r * WIDTH + half);
            if (bias) x += load(bias + half);
            if (kind == SILU || kind == GELU) x = activated(x, kind);
            if (columns == WIDTH) {
                if (kind == TIMES) x *= load(given + half);
                if (kind == PLUS) x += load(given + half);
                store(out + r * ldo + half, x);
            } else {
                store(line + half, x);
            }
        }
        for (long i = 0; columns < WIDTH && i < columns; i++)
            out[r * ldo + i] = kind == TIMES ? line[i] * given[i] : kind == PLUS ? line[i] + given[i] : line[i];
    }
}

/* Ask memory for one of so many parts of what is read next, so that asking is spread over the work before it. */
static inline void fetch_ahead(const float *next, long floats, long part, long parts) {
    long lines = (floats * 4 + LINE - 1) / LINE, each = (lines + parts - 1) / parts;
    for (long i = part * each; i < least((part + 1) * each, lines); i++)
        __builtin_prefetch((const char *)next + i * LINE, 0, 2);
}

/* Rows in tiles of almost equal height: a tile of one or two rows would wait for its own sums. */
static inline long parts_of(long rows, long most) { return (rows + most - 1) / most; }
static inline long part_at(long rows, long parts, long number) { return rows * number / parts; }

/* Panels that some rows meet one after the other: so many stay in the second-level cache while all rows pass by. */
static inline long panels_at_once(long k) {
    long panels = (144 << 10) / (k * WIDTH * 4);
    return panels < 2 ? 2 : panels;
}

/* With few rows the processor's own looking ahead is better: reading weights is all there is to do. */
#define MANY_TILES 20

/* out[m][n] = x[m][k] * w, panels low to high of them; kind says what follows. bias is padded to whole panels. */
void product(const float *x, const float *w, const float *bias, const float *other, float *out, long m, long k, long n,
             int kind, long low, long high) {
    float c[TALL * WIDTH] __attribute__((aligned(LINE)));
    long tiles = parts_of(m, TALL), group = panels_at_once(k);
    for (long first = low; first < high; first += group) {
        long last = least(first + group, high), next = tiles < MANY_TILES ? 0 : least(group, high - last);
        for (long number = 0; number < tiles; number++) {
            long row = part_at(m, tiles, number), rows = part_at(m, tiles, number + 1) - row;
            fetch_ahead(w + last * k * WIDTH, next * k * WIDTH, number, tiles);
            for (long p = first; p < last; p++) {
                long at = row * n + p * WIDTH;
                tile(rows, x + row * k, k, w + p * k * WIDTH, k, c, WIDTH);
                finish(rows, least(WIDTH, n - p * WIDTH), c, bias ? bias + p * WIDTH : 0, other ? other + at : 0, n,
                       kind, out + at);
            }
        }
    }
}

/* Take a line of a tile into the two largest of its row. */
static inline void two_best(const float *line, long columns, long start, int64_t *place, float *best, float *second) {
    __m256 top = (__m256)larger(load(line), load(line + 8)), bar = (__m256)all(*second);
    if (columns == WIDTH && !_mm256_movemask_ps(_mm256_cmp_ps(top, bar, _CMP_GT_OQ))) return;
    for (long i = 0; i < columns; i++) {
        if (line[i] > *best) {
            *second = *best;
            *best = line[i];
            *place = start + i;
        } else if (line[i] > *second) {
            *second = line[i];
        }
    }
}

/* For each row the largest of x * w over some panels, the first place of equals, and the second largest. */
void likeliest(const float *x, const float *w, int64_t *place, float *best, float *second, long m, long k, long n,
               long low, long high) {
    float c[TALL * WIDTH] __attribute__((aligned(LINE)));
    long tiles = parts_of(m, TALL), group = panels_at_once(k);
    for (long row = 0; row < m; row++) place[row] = 0, best[row] = second[row] = -INFINITY;
    for (long first = low; first < high; first += group) {
        long last = least(first + group, high), next = tiles < MANY_TILES ? 0 : least(group, high - last);
        for (long number = 0; number < tiles; number++) {
            long row = part_at(m, tiles, number), rows = part_at(m, tiles, number + 1) - row;
            fetch_ahead(w + last * k * WIDTH, next * k * WIDTH, number, tiles);
            for (long p = first; p < last; p++) {
                tile(rows, x + row * k, k, w + p * k * WIDTH, k, c, WIDTH);
                for (long r = 0; r < rows; r++)
                    two_best(c + r * WIDTH, least(WIDTH, n - p * WIDTH), p * WIDTH, place + row + r, best + row + r,
                             second + row + r);
            }
        }
    }
}

/* RMS norm of rows: x / sqrt(mean of squares + eps) * weight. */
void norm(const float *x, long a_row, const float *weight, float eps, float *out, long rows, long size) {
    for (long r = 0; r < rows; r++) {
        const float *from = x + r * a_row;
        float *to = out + r * size;
        v8 a = all(0), b = all(0);
        for (long i = 0; i + 16 <= size; i += 16) {
            v8 left = load(from + i), right = load(from + i + 8);
            a += left * left;
            b += right * right;
        }
        float squares = sum_of(a + b);
        for (long i = size / 16 * 16; i < size; i++) squares += from[i] * from[i];
        float by = 1.0f / sqrtf(squares / (float)size + eps);
        for (long i = 0; i < size; i++) to[i] = from[i] * by * weight[i];
    }
}

#define QUERIES 96
#define KEYS 256
#define HIDDEN -1e30f

/* out[R][size] = out * by[R] + shares[R][n] * values[n][size] */
#define VALUES(R)                                                                                                      \
    for (long at = 0; at < size; at += WIDTH) {                                                                        \
        int wide = size - at >= WIDTH;                                                                                 \
        v8 x[R], y[R];                                                                                                 \
        UNROLLED for (int r = 0; r < R; r++) {                                                                         \
            x[r] = load(out + r * size + at) * all(by[r]);                                                             \
            y[r] = wide ? load(out + r * size + at + 8) * all(by[r]) : all(0);                                         \
        }                                                                                                              \
        if (wide) {                                                                                                    \
            for (long i = 0; i < n; i++) {                                                                             \
                v8 left = load(values + i * size + at), right = load(values + i * size + at + 8);                      \
                ADD(R, shares[r * KEYS + i], left, right)                                                              \
            }                                                                                                          \
        } else {                                                                                                       \
            for (long i = 0; i < n; i++)                                                                               \
                UNROLLED for (int r = 0; r < R; r++) x[r] += all(shares[r * KEYS + i]) * load(values + i * size + at); \
        }                                                                                                              \
        UNROLLED for (int r = 0; r < R; r++) {                                                                         \
            store(out + r * size + at, x[r]);                                                                          \
            if (wide) store(out + r * size + at + 8, y[r]);                                                            \
        }                                                                                                              \
    }

static inline void add_values(long rows, const float *restrict shares, const float *restrict values, long n, long size,
                              float *restrict out, const float *restrict by) {
    BY_HEIGHT(rows, VALUES)
}

/* One query's scores of a block become shares: those outside [low, high) are hidden, the running top and sum move on;
 * returns what the sums so far are to be multiplied by. */
static inline float shares_of(float *scores, long width, long low, long high, float *top, float *sum) {
    for (long i = 0; i < least(low, width); i++) scores[i] = HIDDEN;
    for (long i = high; i < width; i++) scores[i] = HIDDEN;
    v8 a = load(scores), b = load(scores + 8);
    for (long i = WIDTH; i < width; i += WIDTH) a = larger(a, load(scores + i)), b = larger(b, load(scores + i + 8));
    a = larger(a, b);
    float found = *top;
    for (int i = 0; i < 8; i++) found = a[i] > found ? a[i] : found;
    float by = *top == HIDDEN ? 0.0f : exp2f(*top - found);
    v8 base = all(found);
    a = b = all(0);
    for (long i = 0; i < width; i += WIDTH) {
        v8 left = power_of_two(load(scores + i) - base), right = power_of_two(load(scores + i + 8) - base);
        store(scores + i, left);
        store(scores + i + 8, right);
        a += left;
        b += right;
    }
    *top = found;
    *sum = *sum * by + sum_of(a + b);
    return by;
}

/* Some tokens' queries over some keys: what a step has of them. Pointers are numbers, so that torch can make a table. */
typedef struct {
    const int64_t *tokens; /* places of the tokens in the step */
    int64_t count;
    const float *keys, *values;           /* of the first key head */
    int64_t keys_a_head, values_a_head;   /* floats from one key head to the next */
    int64_t length, start;                /* keys that are filled; position of the first */
    int64_t opens, closes;                /* whether these tokens have no keys before, none after these */
} Job;

/* Attention of queries [T][heads][size] over the keys of all jobs into out [T][heads][size]; top and sum [T][heads] are
 * room for what runs along. A query sees the keys up to its own position, at most window of them. */
void attend(const Job *jobs, long count, const float *query, long a_token, const int64_t *positions, float *out,
            float *top, float *sum, long heads, long key_heads, long size, float scale, long window, float *room) {
    long group = heads / key_heads;
    float *asked = room, *made = room + QUERIES * size, *scores = room + 2 * QUERIES * size;
    float tops[QUERIES], sums[QUERIES], by[QUERIES];
    long lows[QUERIES], highs[QUERIES];
    for (const Job *job = jobs; job < jobs + count; job++)
        for (long head = 0; head < key_heads; head++) {
            const float *keys = job->keys + head * job->keys_a_head, *values = job->values + head * job->values_a_head;
            long asking = job->count * group, blocks = parts_of(asking, QUERIES);
            for (long block = 0; block < blocks; block++) {
                long first = part_at(asking, blocks, block), queries = part_at(asking, blocks, block + 1) - first;
                long tiles = parts_of(queries, TALL), low = job->length, high = 0;
                for (long q = 0; q < queries; q++) {
                    long token = job->tokens[(first + q) / group], each = head * group + (first + q) % group;
                    long seen = positions[token] + 1 - job->start;
                    highs[q] = least(job->length, seen);
                    lows[q] = seen > window ? seen - window : 0;
                    low = least(low, lows[q]);
                    high = highs[q] > high ? highs[q] : high;
                    for (long i = 0; i < size; i += 8)
                        store(asked + q * size + i, load(query + token * a_token + each * size + i) * all(scale));
                    if (job->opens) {
                        memset(made + q * size, 0, size * sizeof(float));
                        tops[q] = HIDDEN, sums[q] = 0;
                    } else {
                        memcpy(made + q * size, out + (token * heads + each) * size, size * sizeof(float));
                        tops[q] = top[token * heads + each], sums[q] = sum[token * heads + each];
                    }
                }
                for (long at = low / WIDTH * WIDTH; at < high; at += KEYS) {
                    long seen = least(KEYS, high - at), panels = (seen + WIDTH - 1) / WIDTH;
                    long next = least(KEYS, high - at - seen);
                    for (long p = 0; p < panels; p++) {
                        const float *panel = keys + (at / WIDTH + p) * size * WIDTH;
                        for (long number = 0; number < tiles; number++) {
                            long q = part_at(queries, tiles, number), tall = part_at(queries, tiles, number + 1) - q;
                            fetch_ahead(values + at * size, seen * size, p * tiles + number, panels * tiles);
                            tile(tall, asked + q * size, size, panel, size, scores + q * KEYS + p * WIDTH, KEYS);
                        }
                    }
                    for (long q = 0; q < queries; q++) {
                        if (lows[q] < at + seen && highs[q] > at) {
                            by[q] = shares_of(scores + q * KEYS, panels * WIDTH, lows[q] > at ? lows[q] - at : 0,
                                              least(seen, highs[q] - at), tops + q, sums + q);
                        } else {
                            memset(scores + q * KEYS, 0, panels * WIDTH * sizeof(float));
                            by[q] = 1;
                        }
                    }
                    for (long number = 0; number < tiles; number++) {
                        long q = part_at(queries, tiles, number), tall = part_at(queries, tiles, number + 1) - q;
                        fetch_ahead(keys + (at + KEYS) * size, next * size, number, tiles);
                        add_values(tall, scores + q * KEYS, values + at * size, seen, size, made + q * size, by + q);
                    }
                }
                for (long q = 0; q < queries; q++) {
                    long token = job->tokens[(first + q) / group], each = head * group + (first + q) % group;
                    v8 share = all(job->closes ? 1.0f / sums[q] : 1.0f);
                    for (long i = 0; i < size; i += 8)
                        store(out + (token * heads + each) * size + i, load(made + q * size + i) * share);
                    top[token * heads + each] = tops[q], sum[token * heads + each] = sums[q];
                }
            }
        }
}

/* Keys and values [T][key_heads][size] of tokens into their slots: keys in panels, values row by row. */
void keep(const float *key, long key_a_token, const float *value, long value_a_token, const int64_t *slots,
          const int64_t *places, long tokens, float *keys, float *values, long keys_a_slot, long values_a_slot,
          long keys_a_head, long values_a_head, long key_heads, long size) {
    for (long t = 0; t < tokens; t++)
        for (long head = 0; head < key_heads; head++) {
            const float *from = key + t * key_a_token + head * size;
            float *to = keys + slots[t] * keys_a_slot + head * keys_a_head +
                        places[t] / WIDTH * WIDTH * size + places[t] % WIDTH;
            for (long i = 0; i < size; i++) to[i * WIDTH] = from[i];
            memcpy(values + slots[t] * values_a_slot + head * values_a_head + places[t] * size,
                   value + t * value_a_token + head * size, size * sizeof(float));
        }
}
