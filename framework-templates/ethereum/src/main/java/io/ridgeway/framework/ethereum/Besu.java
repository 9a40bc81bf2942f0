package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Map;

/** Besu: the client of choice where it can be had. */
final class Besu implements NodeProgram {
  private static final String CONFIG = "config.toml";
  private static final String GENESIS = "genesis.json";
  private static final String STATIC_NODES = "static-nodes.json";

  private final Templates templates;

  Besu(Templates templates) {
    this.templates = templates;
  }

  @Override
  public String software() {
    return "besu";
  }

  @Override
  public Workload workload(Seat seat, Software software) {
    Map<String, Object> values =
        NodeProgram.values(
            seat, seat.votes() ? List.of("ETH", "QBFT") : List.of("ETH", "NET", "WEB3"));
    return new Workload(
        seat.node().name(),
        seat.node().role(),
        software,
        List.of(),
        List.of("--config-file=" + Symbols.file(CONFIG)),
        // Its heap and what it keeps beside it must fit into the node's memory.
        Map.of("BESU_OPTS", "-Xmx" + seat.node().resources().memoryMib() / 2 + "m"),
        List.of(
            new ConfigFile(CONFIG, templates.render("besu-config.toml.vm", values)),
            new ConfigFile(GENESIS, templates.render("besu-genesis.json.vm", values)),
            new ConfigFile(STATIC_NODES, templates.render("besu-static-nodes.json.vm", values))),
        List.of(seat.secret()),
        List.of(seat.volume()),
        seat.node().ports(),
        PROBES,
        seat.node().resources(),
        seat.node().group());
  }
}
