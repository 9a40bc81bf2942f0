package io.ridgeway.framework.fabric.channel;

import io.ridgeway.model.place.HostPort;
import java.util.List;

/**
 * An organisation that runs orderers of a channel.
 *
 * @param name its name in the channel's configuration
 * @param msp how its identities are told
 * @param endpoints where clients and peers reach its orderers; at least one
 */
public record OrderingOrganisation(String name, Msp msp, List<HostPort> endpoints) {
  public OrderingOrganisation {
    Names.organisation(name);
    endpoints = List.copyOf(endpoints);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException(name + " has no orderer");
    }
  }
}
