package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.MessageLite;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;

/**
 * What leads from one state of a group to another, as orderers take it: what was read, with its
 * versions, and what is written, with raised ones.
 *
 * <p>A group's own version rises when what it holds, or who may change it, does; then all its
 * entries are named, so that the members of both sets are the group's whole membership. Otherwise
 * only what changes is named.
 *
 * @param changed whether they differ at all
 */
record Delta(ConfigGroup read, ConfigGroup write, boolean changed) {

  static Delta between(ConfigGroup before, ConfigGroup after) {
    Entries<ConfigPolicy> policies =
        Entries.of(
            before.getPoliciesMap(),
            after.getPoliciesMap(),
            (a, b) ->
                a.getModPolicy().equals(b.getModPolicy()) && a.getPolicy().equals(b.getPolicy()),
            a -> ConfigPolicy.newBuilder().setVersion(a.getVersion()).build(),
            (a, b) -> b.toBuilder().setVersion(a.getVersion() + 1).build(),
            b -> b.toBuilder().setVersion(0).build());
    Entries<ConfigValue> values =
        Entries.of(
            before.getValuesMap(),
            after.getValuesMap(),
            (a, b) ->
                a.getModPolicy().equals(b.getModPolicy()) && a.getValue().equals(b.getValue()),
            a -> ConfigValue.newBuilder().setVersion(a.getVersion()).build(),
            (a, b) -> b.toBuilder().setVersion(a.getVersion() + 1).build(),
            b -> b.toBuilder().setVersion(0).build());
    Entries<ConfigGroup> groups = groups(before.getGroupsMap(), after.getGroupsMap());

    ConfigGroup.Builder read = ConfigGroup.newBuilder().setVersion(before.getVersion());
    ConfigGroup.Builder write = ConfigGroup.newBuilder().setVersion(before.getVersion());
    boolean own =
        policies.membership
            || values.membership
            || groups.membership
            || !before.getModPolicy().equals(after.getModPolicy());
    if (own) {
      write.setVersion(before.getVersion() + 1).setModPolicy(after.getModPolicy());
      policies.nameTheSame();
      values.nameTheSame();
      groups.nameTheSame();
    }
    read.putAllPolicies(policies.read).putAllValues(values.read).putAllGroups(groups.read);
    write.putAllPolicies(policies.write).putAllValues(values.write).putAllGroups(groups.write);
    boolean changed =
        own || !policies.write.isEmpty() || !values.write.isEmpty() || !groups.write.isEmpty();
    return new Delta(read.build(), write.build(), changed);
  }

  private static Entries<ConfigGroup> groups(
      Map<String, ConfigGroup> before, Map<String, ConfigGroup> after) {
    Entries<ConfigGroup> groups = new Entries<>();
    before.forEach(
        (name, group) -> {
          ConfigGroup next = after.get(name);
          if (next == null) {
            groups.membership = true;
            return;
          }
          Delta delta = between(group, next);
          if (delta.changed) {
            groups.read.put(name, delta.read);
            groups.write.put(name, delta.write);
          } else {
            groups.same.put(name, delta.read);
          }
        });
    after.forEach(
        (name, group) -> {
          if (!before.containsKey(name)) {
            groups.membership = true;
            groups.write.put(
                name,
                between(ConfigGroup.getDefaultInstance(), group).write.toBuilder()
                    .setVersion(0)
                    .setModPolicy(group.getModPolicy())
                    .build());
          }
        });
    return groups;
  }

  /** The entries of one kind in one group. */
  private static final class Entries<T extends MessageLite> {
    private final Map<String, T> read = new TreeMap<>();
    private final Map<String, T> write = new TreeMap<>();
    private final Map<String, T> same = new TreeMap<>();
    private boolean membership;

    static <T extends MessageLite> Entries<T> of(
        Map<String, T> before,
        Map<String, T> after,
        BiPredicate<T, T> alike,
        UnaryOperator<T> reference,
        BinaryOperator<T> next,
        UnaryOperator<T> first) {
      Entries<T> entries = new Entries<>();
      before.forEach(
          (name, was) -> {
            T is = after.get(name);
            if (is == null) {
              entries.membership = true;
            } else if (alike.test(was, is)) {
              entries.same.put(name, reference.apply(was));
            } else {
              entries.write.put(name, next.apply(was, is));
            }
          });
      after.forEach(
          (name, is) -> {
            if (!before.containsKey(name)) {
              entries.membership = true;
              entries.write.put(name, first.apply(is));
            }
          });
      return entries;
    }

    void nameTheSame() {
      read.putAll(same);
      write.putAll(same);
    }
  }
}
