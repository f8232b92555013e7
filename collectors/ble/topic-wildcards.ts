/** What the `+` of an MQTT topic filter stand for in a topic that the filter matches, in order. */
export function topicWildcards(topicFilter: string, topic: string): readonly string[] {
  const levels = topic.split('/');
  return topicFilter.split('/').flatMap((level, index) => (level === '+' ? (levels[index] ?? '') : []));
}
