package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.Message;
import java.util.Map;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Policy;

/** Puts things into groups of a configuration; what is new may be changed by the administrators. */
final class Groups {
  static final String APPLICATION = "Application";
  static final String ORDERER = "Orderer";

  private Groups() {}

  static ConfigGroup.Builder group() {
    return ConfigGroup.newBuilder().setModPolicy(Policies.ADMINS);
  }

  static void value(ConfigGroup.Builder group, String name, Message value) {
    group.putValues(
        name,
        group
            .getValuesOrDefault(
                name, ConfigValue.newBuilder().setModPolicy(Policies.ADMINS).build())
            .toBuilder()
            .setValue(value.toByteString())
            .build());
  }

  static void policies(ConfigGroup.Builder group, Map<String, Policy> policies) {
    policies.forEach(
        (name, policy) ->
            group.putPolicies(
                name,
                group
                    .getPoliciesOrDefault(
                        name, ConfigPolicy.newBuilder().setModPolicy(Policies.ADMINS).build())
                    .toBuilder()
                    .setPolicy(policy)
                    .build()));
  }

  /** Changes the group of that name, which is there. */
  static void within(
      ConfigGroup.Builder parent, String name, Consumer<ConfigGroup.Builder> change) {
    ConfigGroup.Builder child = parent.getGroupsOrThrow(name).toBuilder();
    change.accept(child);
    parent.putGroups(name, child.build());
  }
}
