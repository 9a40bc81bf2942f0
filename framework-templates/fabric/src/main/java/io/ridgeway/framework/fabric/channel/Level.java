package io.ridgeway.framework.fabric.channel;

import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Capability;

/**
 * What every node of a channel must be able to do: raised only after the last of them can. A node
 * that can't stops at the block that asks it.
 */
public enum Level {
  /** Fabric 2.5. */
  V2_5("V2_0", "V2_0", "V2_5"),
  /** Fabric 3: BFT, and orderers' addresses by organisation only. */
  V3("V3_0", "V2_0", "V2_5");

  private final String channel;
  private final String orderer;
  private final String application;

  Level(String channel, String orderer, String application) {
    this.channel = channel;
    this.orderer = orderer;
    this.application = application;
  }

  Capabilities channel() {
    return of(channel);
  }

  Capabilities orderer() {
    return of(orderer);
  }

  Capabilities application() {
    return of(application);
  }

  private static Capabilities of(String name) {
    return Capabilities.newBuilder().putCapabilities(name, Capability.getDefaultInstance()).build();
  }
}
