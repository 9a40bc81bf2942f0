package io.ridgeway.reconciler.pack;

import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.PackDescriptor;
import java.util.List;

/** What packs offer, in the engine's words. */
final class Offers {
  private Offers() {}

  /** One pack's; wherever it is offered. */
  static FrameworkOffer of(FrameworkPack of) {
    PackDescriptor pack = of.descriptor();
    return new FrameworkOffer(
        pack.name(),
        pack.title(),
        pack.description(),
        pack.versions(),
        pack.tiers(),
        pack.roles().stream()
            .map(
                r ->
                    new FrameworkOffer.Role(
                        r.name(), r.title(), r.allowed(), r.usual(), r.reason()))
            .toList(),
        pack.parametersSchema(),
        pack.software().stream().map(of::programs).toList(),
        List.of());
  }
}
