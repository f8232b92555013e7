/** How to see something happen: for whoever has just started Telltale. */
export function FirstMessage() {
  return (
    <div class="first-message">
      <h3>Send it something</h3>
      <p>A reading and an alarm, by MQTT:</p>
      <pre>
        <code>{`mosquitto_pub -t telltale/lab/oven/temperature -m 21.5
mosquitto_pub -t telltale/lab/door-1/alarm -m motion`}</code>
      </pre>
    </div>
  );
}
