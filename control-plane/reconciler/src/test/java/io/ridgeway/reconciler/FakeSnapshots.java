package io.ridgeway.reconciler;

import io.ridgeway.adapter.Observation.Phase;
import io.ridgeway.adapter.VolumePath;
import io.ridgeway.adapter.conformance.FakeCityNode;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Snapshots;
import io.ridgeway.model.network.NodeName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Snapshots of a ledger that isn't there: of RPC nodes, at once, always at the same height. */
final class FakeSnapshots implements Snapshots {
  static final byte[] STATE = "everything".repeat(1_000).getBytes(StandardCharsets.UTF_8);
  static final long HEIGHT = 1_000_000;

  private final List<FakeCityNode> cities;

  /** How often one was asked for. */
  int taken;

  /** Whose they say they are. */
  String ledger = "one";

  /** What nodes say of the state's sum. */
  String sum = HexFormat.of().formatHex(sha256(STATE));

  /** Whether nodes refuse. */
  boolean refused;

  FakeSnapshots(List<FakeCityNode> cities) {
    this.cities = cities;
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<String> obstacle(String role) {
    return role.equals("rpc") ? Optional.empty() : Optional.of("A validator votes.");
  }

  @Override
  public String volume() {
    return "data";
  }

  @Override
  public String finished(BirthRecord birth) {
    return "snapshots/one";
  }

  @Override
  public void take(LedgerEndpoints nodes, Administrators administrators, NodeName node) {
    taken++;
    if (refused) {
      throw new LedgerException.Refused(0, "not today", Optional.empty());
    }
    VolumePath directory = new VolumePath(node, volume(), "snapshots/one/" + HEIGHT);
    for (FakeCityNode city : cities) {
      if (city.open()
          .observe(nodes.network())
          .find(node)
          .filter(w -> w.phase() == Phase.RUNNING)
          .isPresent()) {
        city.keep(nodes.network(), directory.child("state"), STATE);
        city.keep(
            nodes.network(),
            directory.child("about"),
            (ledger + " " + sum).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public Set<String> descriptions() {
    return Set.of("about");
  }

  @Override
  public Description describe(BirthRecord birth, Map<String, byte[]> files) {
    String[] about = new String(files.get("about"), StandardCharsets.UTF_8).split(" ");
    return new Description(about[0], HEIGHT, "ab", Map.of("state", about[1]));
  }
}
