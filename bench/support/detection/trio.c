/*
 * The limit that the detectors are compared with: the arithmetic of coefficient-of-variation, time-shift and holt-winters
 * (10-minute slots, one loop each over the same records) as plain C. Prints one JSON object: CPU nanoseconds a reading, the
 * best and the median of the rounds, a checksum that keeps the loops alive.
 *
 * trio SERIES ROUNDS STEP_MILLIS random|slot
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WINDOW = 60, SLICE = 4096, SLOTS_A_DAY = 144 };
static const double SLOT_MILLIS = 600000, START_MILLIS = 1.7e12;

typedef struct { double readings, deviation, largest, second; } edge;
typedef struct { double full, place, mean, squares, turn_mean, turn_squares, expected, usual_size; edge edge; } cv_series;
typedef struct { double last_millis, readings, mean, yesterday, day_before; edge edge; } shift_series;
typedef struct { double readings, level, slope, seasonal, deviation, last_millis, last_value, calm; edge edge; } winters_series;
typedef struct { double expected[SLICE], lower[SLICE], upper[SLICE], score[SLICE]; uint8_t reason[SLICE]; } opinions;

static int series;
static double *window_rows, shares[WINDOW];
static cv_series *cv;
static shift_series *shift;
static winters_series *winters;
static uint32_t *pairs[SLOTS_A_DAY], *terms[SLOTS_A_DAY];

static inline double edge_of_normal(const edge *e, double floor) {
  if (e->readings < 7) return NAN;
  double factor = e->readings < 4096 ? 4.2 * (1 + 8 / e->readings) : 4.2 * (1 + 8.0 / 4096);
  double usual = factor * e->deviation, extreme = 1.25 * e->second;
  double width = usual > extreme ? usual : extreme;
  return width > floor ? width : floor;
}

static inline void learn_error(edge *e, double size, double half_width) {
  static const double fading = 0.99999306855;
  double readings = e->readings + 1, step = (size > half_width ? half_width : size) - e->deviation;
  e->readings = readings;
  e->deviation += readings < 32 ? step / readings : step * (1.0 / 32);
  double largest = e->largest * fading, second = e->second * fading;
  e->largest = size > largest ? size : largest;
  double runner_up = size > largest ? largest : size;
  e->second = runner_up > second ? runner_up : second;
}

static inline double cut_at_edge(double value, double expected, double half_width) {
  if (value - expected > half_width) return expected + half_width;
  if (expected - value > half_width) return expected - half_width;
  return value;
}

static uint32_t short_magnitude(double value, int mantissa_bits) {
  const double largest = (2 - 0.0625) * 0x1p63;
  double size = fabs(value);
  float scaled = (float)((size < largest ? size : largest) * 0x1p-63);
  uint32_t bits;
  memcpy(&bits, &scaled, 4);
  int dropped = 23 - mantissa_bits;
  return (bits + (1u << (dropped - 1))) >> dropped;
}

static double magnitude_of(uint32_t bits, int mantissa_bits) {
  float scaled;
  bits <<= 23 - mantissa_bits;
  memcpy(&scaled, &bits, 4);
  return scaled * 0x1p63;
}

static uint32_t short_float(double value, int mantissa_bits) {
  uint32_t bits = short_magnitude(value, mantissa_bits);
  return value < 0 ? bits | 1u << (7 + mantissa_bits) : bits;
}

static double float_of(uint32_t bits, int mantissa_bits) {
  uint32_t sign = 1u << (7 + mantissa_bits);
  double size = magnitude_of(bits & (sign - 1), mantissa_bits);
  return bits & sign ? -size : size;
}

static void judge_variation(int count, const int32_t *slots, const double *values, opinions *o) {
  for (int row = 0; row < count; row++) {
    int slot = slots[row];
    cv_series *s = &cv[slot];
    double value = values[row], usual = s->mean, was_full = s->full;
    int place = (int)s->place;
    double *cell = &window_rows[(size_t)place * series + slot], removed = *cell;
    *cell = value;
    double next_mean = s->turn_mean + (value - s->turn_mean) * shares[place];
    double next_squares = s->turn_squares + (value - s->turn_mean) * (value - next_mean);
    if (place + 1 == WINDOW) {
      s->full = 1, s->place = 0, s->mean = next_mean, s->squares = next_squares, s->turn_mean = s->turn_squares = 0;
    } else {
      s->place = place + 1, s->turn_mean = next_mean, s->turn_squares = next_squares;
      if (s->full == 0) {
        s->mean = next_mean, s->squares = next_squares;
      } else {
        double slid = s->mean + (value - removed) * (1.0 / WINDOW);
        s->squares += (value - removed) * (value - slid + removed - s->mean);
        s->mean = slid;
      }
    }
    double deviation = sqrt(s->squares / (s->full == 0 ? s->place : WINDOW));
    double size = fabs(s->mean), fallen = s->usual_size + 0.05 * (size - s->usual_size);
    s->usual_size = size > fallen ? size : fallen;
    double unsteadiness = deviation == 0 ? 0 : deviation / (deviation + s->usual_size);
    double before = s->expected, rise = unsteadiness - before, edge = NAN;
    if (was_full) {
      edge = 2 * edge_of_normal(&s->edge, 0.01);
      learn_error(&s->edge, fabs(rise), edge);
      s->expected = before + 0.05 * (cut_at_edge(unsteadiness, before, edge) - before);
    } else if (s->full) {
      s->expected = unsteadiness;
    }
    double share = unsteadiness <= before + edge ? 1 : (before + edge) / unsteadiness;
    double half_width = 3 * deviation * share;
    o->expected[row] = edge == edge ? usual : NAN;
    o->lower[row] = usual - half_width;
    o->upper[row] = usual + half_width;
    o->score[row] = (rise > 0 ? rise : 0) / edge;
    o->reason[row] = 0;
  }
}

static void turn_shift(shift_series *s, int slot, int64_t time_slot) {
  if (s->readings != 0) {
    int64_t left = (int64_t)floor(s->last_millis / SLOT_MILLIS);
    uint32_t *finished = &pairs[left % SLOTS_A_DAY][slot], mean = short_float(s->mean, 8);
    *finished = *finished << 16 | (mean ? mean : 0x8000);
    for (int64_t gap = left + 1; gap < time_slot && gap < left + 2 * SLOTS_A_DAY; gap++) {
      pairs[gap % SLOTS_A_DAY][slot] <<= 16;
    }
  }
  uint32_t pair = pairs[time_slot % SLOTS_A_DAY][slot];
  s->readings = s->mean = 0;
  s->yesterday = pair & 0xffff ? float_of(pair & 0xffff, 8) : NAN;
  s->day_before = pair >> 16 ? float_of(pair >> 16, 8) : NAN;
}

static void judge_shift(int count, const int32_t *slots, const double *times, const double *values, opinions *o) {
  double start = 0, end = 0;
  for (int row = 0; row < count; row++) {
    int slot = slots[row];
    shift_series *s = &shift[slot];
    double value = values[row], millis = times[row];
    if (!(millis >= start && millis < end)) start = floor(millis / SLOT_MILLIS) * SLOT_MILLIS, end = start + SLOT_MILLIS;
    if (s->last_millis < start || s->readings == 0) turn_shift(s, slot, (int64_t)(start / SLOT_MILLIS));
    s->last_millis = millis;
    s->readings += 1;
    s->mean += (value - s->mean) / s->readings;
    double nearer = fabs(value - s->day_before) < fabs(value - s->yesterday) ? s->day_before : s->yesterday;
    int known = nearer == nearer && s->day_before == s->day_before;
    double floor = 0.01 * fabs(nearer), size = fabs(value - nearer);
    double half_width = known ? edge_of_normal(&s->edge, floor > 1e-9 ? floor : 1e-9) : NAN;
    o->expected[row] = half_width == half_width ? nearer : NAN;
    o->lower[row] = nearer - half_width;
    o->upper[row] = nearer + half_width;
    o->score[row] = size / half_width;
    o->reason[row] = 0;
    if (known) learn_error(&s->edge, size, half_width);
  }
}

static inline double season_gain(double share) {
  if (share >= 1) return 0.1;
  double x = -0.10536051565782628 * share;
  double high = 1.0 / 24 + x * (1.0 / 120 + x * (1.0 / 720 + x * (1.0 / 5040 + x * (1.0 / 40320))));
  return -x * (1 + x * (0.5 + x * (1.0 / 6 + x * high)));
}

static void turn_winters(winters_series *s, int slot, int64_t time_slot) {
  int64_t left = (int64_t)floor(s->last_millis / SLOT_MILLIS);
  terms[left % SLOTS_A_DAY][slot] = short_float(s->seasonal, 13) << 11 | short_magnitude(s->deviation, 4);
  uint32_t term = terms[time_slot % SLOTS_A_DAY][slot];
  s->seasonal = float_of(term >> 11, 13);
  s->deviation = magnitude_of(term & 2047, 4);
}

static void judge_winters(int count, const int32_t *slots, const double *times, const double *values, opinions *o) {
  double start = 0, end = 0;
  for (int row = 0; row < count; row++) {
    int slot = slots[row];
    winters_series *s = &winters[slot];
    double value = values[row], millis = times[row], readings = s->readings;
    if (readings == 0) s->level = value;
    double last = readings == 0 ? millis : s->last_millis;
    if (!(millis >= start && millis < end)) start = floor(millis / SLOT_MILLIS) * SLOT_MILLIS, end = start + SLOT_MILLIS;
    if (last < start) turn_winters(s, slot, (int64_t)(start / SLOT_MILLIS));
    double level = s->level, base = level + s->slope, seasonal = s->seasonal, forecast = base + seasonal;
    double size = fabs(value - forecast), floor = (0.001 + 0.009 * s->calm) * fabs(level);
    double calibrated = edge_of_normal(&s->edge, floor > 1e-9 ? floor : 1e-9), own = 3 * s->deviation;
    double half_width = own > calibrated ? own : calibrated;
    o->expected[row] = half_width == half_width ? forecast : NAN;
    o->lower[row] = forecast - half_width;
    o->upper[row] = forecast + half_width;
    o->score[row] = size / half_width;
    o->reason[row] = 0;
    if (readings > 0) learn_error(&s->edge, size, half_width);
    double gain = readings == 0 ? 0.1 : season_gain((millis - last) * (1 / SLOT_MILLIS));
    double learnt = cut_at_edge(value, forecast, half_width);
    double new_level = 0.1 * (learnt - seasonal) + 0.9 * base;
    s->level = new_level;
    s->slope = 0.0035 * (new_level - level) + 0.9965 * s->slope;
    s->seasonal = gain * (learnt - new_level) + (1 - gain) * seasonal;
    s->deviation = gain * fabs(learnt - forecast) + (1 - gain) * s->deviation;
    double memory = readings < 32 ? 1 / (readings + 1) : 1.0 / 32;
    s->calm += ((value == s->last_value ? 1 : 0) - s->calm) * memory;
    s->last_value = value;
    s->last_millis = millis;
    s->readings = readings + 1;
  }
}

static double uniform(void) {
  static uint64_t state = 1;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) * 0x1p-53;
}

static double cpu_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  series = atoi(argv[1]);
  int rounds = atoi(argv[2]), random = strcmp(argv[4], "random") == 0;
  double step = atof(argv[3]), checksum = 0;
  for (int place = 0; place < WINDOW; place++) shares[place] = 1.0 / (place + 1);
  window_rows = calloc((size_t)WINDOW * series, sizeof *window_rows);
  cv = calloc(series, sizeof *cv), shift = calloc(series, sizeof *shift), winters = calloc(series, sizeof *winters);
  for (int row = 0; row < SLOTS_A_DAY; row++) pairs[row] = calloc(series, 4), terms[row] = calloc(series, 4);
  int32_t *order = malloc(series * sizeof *order);
  double *values = malloc(series * sizeof *values), *times = malloc(series * sizeof *times);
  double *nanos = malloc(rounds * sizeof *nanos);
  opinions *o = calloc(1, sizeof *o);
  for (int i = 0; i < series; i++) order[i] = i;
  for (int round = 0; round < rounds; round++) {
    for (int i = series - 1; random && i > 0; i--) {
      int other = (int)(uniform() * (i + 1)), kept = order[i];
      order[i] = order[other], order[other] = kept;
    }
    for (int i = 0; i < series; i++) values[i] = 100 + uniform() + uniform(), times[i] = START_MILLIS + round * step;
    double begin = cpu_nanos();
    for (int first = 0; first < series; first += SLICE) {
      int count = series - first < SLICE ? series - first : SLICE;
      judge_variation(count, order + first, values + first, o), checksum += o->lower[0] == o->lower[0] ? o->lower[0] : 0;
      judge_shift(count, order + first, times + first, values + first, o), checksum += o->score[0] == 0;
      judge_winters(count, order + first, times + first, values + first, o), checksum += o->score[0] == 0;
    }
    nanos[round] = (cpu_nanos() - begin) / series;
  }
  // The first rounds have no edges yet and fault their memory in.
  int counted = rounds - rounds / 2;
  qsort(nanos + rounds / 2, counted, sizeof *nanos, ascending);
  printf("{\"best\": %.2f, \"median\": %.2f, \"checksum\": %.6g}\n", nanos[rounds / 2], nanos[rounds / 2 + counted / 2], checksum);
  return 0;
}
