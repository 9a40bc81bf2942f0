package io.ridgeway.gateway.bsn;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the gateway tells an application unasked.
 *
 * @param body its members are in the order of signing
 */
public record Callback(String userCode, String appCode, ObjectNode body) {
  /** The text that is signed. */
  public String signed() {
    return userCode + appCode + Reply.values(body);
  }

  /** The whole as JSON. */
  public String json(String mac) {
    ObjectNode whole = Reply.object();
    whole.putObject("header").put("userCode", userCode).put("appCode", appCode);
    whole.put("mac", mac);
    whole.set("body", body);
    return whole.toString();
  }
}
