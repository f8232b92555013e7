/**
 * What must happen in Redis as one step. Sent as text with each call (Redis compiles a text once), so nothing
 * has to be loaded again after a restart or a flush.
 */

/**
 * Stores each event whose version is higher than the one known, and forgets the closed.
 * KEYS: open events (id -> JSON), versions of open and closed events (id -> version), closed events (id by time).
 * ARGV: most closed events remembered, then for each event: id, version, time of the change, JSON or '' when closed.
 */
export const PUT_EVENTS = `
local open, versions, closed = KEYS[1], KEYS[2], KEYS[3]
for i = 2, #ARGV, 4 do
  local id, version, changed_at, json = ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3]
  if tonumber(version) > (tonumber(redis.call('HGET', versions, id) or 0) or 0) then
    redis.call('HSET', versions, id, version)
    if json == '' then
      redis.call('HDEL', open, id)
      redis.call('ZADD', closed, changed_at, id)
    else
      redis.call('HSET', open, id, json)
      redis.call('ZREM', closed, id)
    end
  end
end
local excess = redis.call('ZCARD', closed) - tonumber(ARGV[1])
for i = 1, excess do
  local oldest = redis.call('ZPOPMIN', closed)
  redis.call('HDEL', versions, oldest[1])
end
`;

/** The same after forgetting every event, open or closed. */
export const REPLACE_EVENTS = `redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])${PUT_EVENTS}`;

/** \`unpack\` in Redis fails somewhere above 7,000 values. */
export const LATEST_PER_CALL = 1000;

/**
 * Stores each reading that is not older than the one known: one HMGET, one HSET.
 * KEYS: latest readings (series key -> 'observedAtMillis value'). ARGV: most series, then series keys and readings
 * in turn, each series once, at most \`LATEST_PER_CALL\`.
 */
export const PUT_LATEST = `
local room = tonumber(ARGV[1]) - redis.call('HLEN', KEYS[1])
local keys = {}
for i = 2, #ARGV, 2 do keys[#keys + 1] = ARGV[i] end
local known = redis.call('HMGET', KEYS[1], unpack(keys))
local accepted = {}
for i, key in ipairs(keys) do
  local reading = ARGV[2 * i + 1]
  local take
  if known[i] then
    local known_at = tonumber(string.match(known[i], '^%S+'))
    take = not known_at or tonumber(string.match(reading, '^%S+')) >= known_at
  else
    take = room > 0
    room = room - 1
  end
  if take then
    accepted[#accepted + 1] = key
    accepted[#accepted + 1] = reading
  end
end
if #accepted > 0 then redis.call('HSET', KEYS[1], unpack(accepted)) end
`;
