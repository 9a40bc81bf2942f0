package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Symbols;
import io.ridgeway.model.deploy.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GoQuorum: for the embedded run and tests. It is no longer maintained upstream, and the only QBFT
 * client that can be built from Go modules alone.
 */
final class GoQuorum implements NodeProgram {
  private static final String CONFIG = "config.toml";
  private static final String GENESIS = "genesis.json";

  private final Templates templates;

  GoQuorum(Templates templates) {
    this.templates = templates;
  }

  @Override
  public String software() {
    return "goquorum";
  }

  @Override
  public Workload workload(Seat seat, Software software) {
    Map<String, Object> values =
        NodeProgram.values(
            seat, seat.votes() ? List.of("eth", "istanbul") : List.of("eth", "net", "web3"));
    return new Workload(
        seat.node().name(),
        seat.node().role(),
        software,
        // Writing the same genesis again changes nothing; another one is refused.
        List.of(List.of("--datadir", Seat.dataPath(), "init", Symbols.file(GENESIS))),
        arguments(seat),
        // No private transactions: without this variable it looks for their manager and stops.
        Map.of("PRIVATE_CONFIG", "ignore"),
        List.of(
            new ConfigFile(CONFIG, templates.render("goquorum-config.toml.vm", values)),
            new ConfigFile(GENESIS, templates.render("goquorum-genesis.json.vm", values))),
        List.of(seat.secret()),
        List.of(seat.volume()),
        seat.node().ports(),
        PROBES,
        seat.node().resources(),
        seat.node().group());
  }

  private static List<String> arguments(Seat seat) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--config",
                Symbols.file(CONFIG),
                "--datadir",
                Seat.dataPath(),
                "--nodekey",
                Symbols.secret(Seat.NODE_KEY),
                // It takes no name here; without discovery nobody asks it for its address.
                "--nat",
                Seat.isAddress(seat.host()) ? "extip:" + seat.host() : "none",
                // In MiB. Without it the node takes itself for one of the main network and sets
                // 4096,
                // whatever its configuration file says.
                "--cache",
                "64",
                // Quicker reads of state, paid for in memory and in a repair after each kill.
                "--snapshot=false"));
    if (seat.votes()) {
      arguments.addAll(List.of("--mine", "--miner.threads", "1"));
    }
    return arguments;
  }
}
