package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.gateway.bsn.Reply;
import java.util.Map;

/** What an application is told of itself. */
final class BsnInfo {
  private BsnInfo() {}

  /** A channel's name on Fabric, a group's on FISCO BCOS. */
  static ObjectNode of(BsnCalls.Call call) {
    Application application = call.application();
    NetworkRoute route = call.network().route();
    Map<String, String> birth = route.endpoints().birth().values();
    String version = route.framework().version();
    return Reply.object()
        .put("appName", application.name())
        .put("appType", route.framework().name())
        .put("caType", application.caType().number())
        .put("algorithmType", application.algorithm().number())
        .put("mspId", application.organisation())
        .put("channelId", birth.getOrDefault("channel", birth.getOrDefault("groupId", "")))
        .put("version", version)
        .put("fabricVersion", version);
  }
}
