package io.ridgeway.adapter.kubernetes;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a claim asks for and has, in bytes.
 *
 * @param has 0 until it is bound
 */
record Claims(String name, long wants, long has) {
  private static final long GIB = 1L << 30;

  static Claims of(Seen seen) {
    return of((PersistentVolumeClaim) seen.object());
  }

  static Claims of(PersistentVolumeClaim claim) {
    return new Claims(
        claim.getMetadata().getName(),
        bytes(
            claim.getSpec() == null || claim.getSpec().getResources() == null
                ? Map.of()
                : claim.getSpec().getResources().getRequests()),
        bytes(claim.getStatus() == null ? Map.of() : claim.getStatus().getCapacity()));
  }

  private static long bytes(@Nullable Map<String, Quantity> sizes) {
    return Optional.ofNullable(
            Objects.requireNonNullElse(sizes, Map.<String, Quantity>of()).get("storage"))
        .map(Quantity::getAmountInBytes)
        .map(BigDecimal::longValue)
        .orElse(0L);
  }

  long wantsGib() {
    return (wants + GIB - 1) / GIB;
  }

  /** What somebody must know of a claim that is smaller than the GiB that are declared. */
  Optional<String> message(long declared) {
    if (has == 0 || has >= declared * GIB) {
      return Optional.empty();
    }
    String size = "volume " + name + " has " + has / GIB + " GiB of the declared " + declared;
    return Optional.of(
        wantsGib() < declared
            ? size
                + ": its storage class doesn't let volumes grow. Allow it (allowVolumeExpansion),"
                + " or replace the node by one with a larger volume"
            : size + ": it is being made larger, with some storage classes at the next restart");
  }
}
