"""Answers on stdout what graphite-web's own functions make of the series on stdin.

A frame is a little-endian uint32 length, a JSON header of that many bytes, and float64 values; NaN stands for None.

Question: {"count", "start", "step", "from", "until", "target"} and the values of the series m. Times are epoch seconds
          on its grid; what lies before `from` is the fetched past. With "seasonality" instead of "target":
          holtWintersAnalysis of the series as it is.
Answer:   {"names", "count", "seconds"} and the values of each named series, or {"error"}. `seconds` is the CPU time
          that graphite-web took.
The first frame out is {"version"}: graphite-web's.
"""
import json
import math
import os
import struct
import sys
import time
import types
from datetime import datetime, timezone

SETTINGS = types.ModuleType('oracle_settings')
SETTINGS.SECRET_KEY = 'unused'
SETTINGS.LOG_FILE_INFO = SETTINGS.LOG_FILE_EXCEPTION = SETTINGS.LOG_FILE_CACHE = SETTINGS.LOG_FILE_RENDERING = '-'
SETTINGS.LOG_INFO_PERFORMANCE = False
SETTINGS.TAGDB = None
SETTINGS.DATABASES = {'default': {'NAME': ':memory:', 'ENGINE': 'django.db.backends.sqlite3'}}
sys.modules['oracle_settings'] = SETTINGS
os.environ['GRAPHITE_SETTINGS_MODULE'] = 'oracle_settings'
os.environ['DJANGO_SETTINGS_MODULE'] = 'graphite.settings'

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from graphite.render import datalib, evaluator, functions  # noqa: E402


class Past:
    """Serves the one series m over any range, None where it has no value."""

    tagdb = None

    def __init__(self, question, values):
        self.start, self.step, self.values = question['start'], question['step'], values

    def fetch(self, path_expressions, start, end, now, context):
        first = -((self.start - start) // self.step)
        last = (end - self.start) // self.step
        inside = range(first, last + 1)
        values = [self.values[i] if 0 <= i < len(self.values) else None for i in inside]
        begin = self.start + first * self.step
        time_info = (begin, begin + len(values) * self.step, self.step)
        for path in path_expressions:
            yield {'pathExpression': path, 'name': path, 'time_info': time_info, 'values': values}


def evaluate(question, values):
    datalib.STORE = Past(question, values)
    context = {
        'startTime': moment(question['from']),
        'endTime': moment(question['until']),
        'now': moment(question['until']),
        'prefetched': {},
    }
    return evaluator.evaluateTarget(context, evaluator.grammar.parseString(question['target']))


def analyse(question, values):
    datalib.STORE = Past(question, values)
    end = question['start'] + len(values) * question['step']
    series = datalib.TimeSeries('m', question['start'], end, question['step'], values)
    analysis = functions.holtWintersAnalysis(series, question['seasonality'])
    return [analysis['predictions'], analysis['deviations']]


def moment(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc)


def answer(question, values):
    begin = time.process_time()
    try:
        series = analyse(question, values) if 'seasonality' in question else evaluate(question, values)
    except Exception as error:  # whatever graphite-web fails with is its answer
        send({'error': '%s: %s' % (type(error).__name__, error)}, [])
        return
    seconds = time.process_time() - begin
    columns = [list(one) for one in series]
    count = len(columns[0]) if columns else 0
    if any(len(column) != count for column in columns):
        raise AssertionError('graphite-web returned series of different lengths')
    flat = [value for column in columns for value in column]
    if any(value is not None and math.isnan(value) for value in flat):
        raise AssertionError('graphite-web returned NaN')
    header = {'names': [one.name for one in series], 'count': count, 'seconds': seconds}
    send(header, [math.nan if value is None else value for value in flat])


def send(header, values):
    text = json.dumps(header).encode()
    frame = struct.pack('<I', len(text)) + text + struct.pack('<%dd' % len(values), *values)
    sys.stdout.buffer.write(frame)
    sys.stdout.buffer.flush()


def receive():
    length = sys.stdin.buffer.read(4)
    if len(length) < 4:
        return None
    question = json.loads(sys.stdin.buffer.read(*struct.unpack('<I', length)))
    count = question['count']
    values = struct.unpack('<%dd' % count, sys.stdin.buffer.read(8 * count))
    return question, [None if math.isnan(value) else value for value in values]


send({'version': settings.WEBAPP_VERSION}, [])
for question, values in iter(receive, None):
    answer(question, values)
