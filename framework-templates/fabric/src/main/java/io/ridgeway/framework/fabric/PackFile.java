package io.ridgeway.framework.fabric;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.renderer.PackResources;
import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Resources;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pack's {@code pack.yaml}. */
record PackFile(String name, String title, String description, Set<Tier> tiers, List<Role> roles) {
  private static final PackResources FILES = new PackResources(PackFile.class);

  /** What it says. */
  static final PackFile PACK =
      FILES.read(
          "pack.yaml",
          YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build(),
          PackFile.class);

  /** What may be said of a network beyond its nodes. */
  static final Parameters PARAMETERS = new Parameters(FILES);

  /** A role of nodes, and what each of them needs. */
  record Role(
      String name,
      String title,
      List<Integer> allowed,
      int usual,
      String reason,
      long cpuMillis,
      long memoryMib,
      boolean keepsData,
      List<Port> ports) {

    Resources resources(int storageGib) {
      return new Resources(cpuMillis, memoryMib, keepsData ? storageGib : 0);
    }
  }

  List<String> roleNames() {
    return roles.stream().map(Role::name).toList();
  }

  Optional<Role> find(String role) {
    return roles.stream().filter(r -> r.name.equals(role)).findFirst();
  }

  Role role(String role) {
    return find(role).orElseThrow(() -> new IllegalArgumentException("no role " + role));
  }

  PackDescriptor descriptor() {
    return new PackDescriptor(
        name,
        title,
        description,
        Arrays.stream(Release.values()).map(Release::version).toList(),
        tiers,
        roles.stream()
            .map(r -> new PackDescriptor.Role(r.name, r.title, r.allowed, r.usual, r.reason))
            .toList(),
        PARAMETERS.schema(),
        Arrays.stream(Release.values()).flatMap(r -> r.softwares().keySet().stream()).toList());
  }
}
