package io.ridgeway.reconciler.pack;

import io.ridgeway.engine.explorer.Interface;
import io.ridgeway.framework.ContractInterface;
import java.util.List;
import java.util.Optional;

/** What a pack made of a contract's interface, for the engine. */
record PackInterface(ContractInterface pack) implements Interface {
  @Override
  public List<String> functions() {
    return pack.functions();
  }

  @Override
  public List<String> events() {
    return pack.events();
  }

  @Override
  public Optional<Decoded> call(String input) {
    return pack.call(input).map(PackInterface::decoded);
  }

  @Override
  public Optional<Decoded> event(List<String> topics, String data) {
    return pack.event(topics, data).map(PackInterface::decoded);
  }

  private static Decoded decoded(ContractInterface.Decoded decoded) {
    return new Decoded(
        decoded.name(),
        decoded.signature(),
        decoded.values().stream()
            .map(value -> new Value(value.name(), value.type(), value.text()))
            .toList());
  }
}
