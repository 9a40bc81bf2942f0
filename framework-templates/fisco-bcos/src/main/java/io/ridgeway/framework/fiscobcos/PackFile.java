package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.renderer.PackResources;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Resources;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pack's {@code pack.yaml}. */
record PackFile(
    String name,
    String title,
    String description,
    Set<Tier> tiers,
    List<Release> releases,
    List<Role> roles) {
  /** The pack's own files. */
  static final PackResources FILES = new PackResources(PackFile.class);

  /** A role of nodes, and what each of them needs. */
  record Role(
      String name,
      String title,
      List<Integer> allowed,
      int usual,
      String reason,
      boolean votes,
      long cpuMillis,
      long memoryMib,
      List<Port> ports) {

    Resources resources(int storageGib) {
      return new Resources(cpuMillis, memoryMib, storageGib);
    }
  }

  static PackFile load() {
    return FILES.read(
        "pack.yaml",
        YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build(),
        PackFile.class);
  }

  Optional<Release> release(String version) {
    return releases.stream().filter(r -> r.version().equals(version)).findFirst();
  }

  /** The release of a spec that was checked. */
  Release release(NetworkSpec spec) {
    String version = spec.framework().version();
    return release(version)
        .orElseThrow(() -> new IllegalArgumentException("no FISCO BCOS release " + version));
  }

  PackDescriptor descriptor(String parametersSchema) {
    return new PackDescriptor(
        name,
        title,
        description,
        releases.stream().map(Release::version).toList(),
        tiers,
        roles.stream()
            .map(r -> new PackDescriptor.Role(r.name, r.title, r.allowed, r.usual, r.reason))
            .toList(),
        parametersSchema,
        releases.stream().map(Release::program).toList());
  }
}
