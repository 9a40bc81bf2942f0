package io.ridgeway.app.clouds;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.adapter.kubernetes.cluster.OwnCluster;
import io.ridgeway.app.Firm;
import io.ridgeway.app.demo.JsonRpc;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a network bears as its placement promises: links between clouds cut, a cloud killed. */
@Tag("left-to-full")
class LostCloudsIT {
  private static RunningRidgeway ridgeway;
  private static Clouds clouds;

  private Firm firm;

  @BeforeAll
  static void up() {
    ridgeway = RunningRidgeway.ready();
    clouds = Clouds.up(ridgeway, "east", "north", "south", "west");
  }

  @AfterAll
  static void down() {
    if (clouds != null) {
      clouds.down();
    }
  }

  @BeforeEach
  void register() {
    clouds.register();
    firm = Firm.verified(ridgeway, "shipper-" + UUID.randomUUID().toString().substring(0, 8));
  }

  @AfterEach
  void leaveNothing() {
    ridgeway.withoutNetworks();
    clouds.forget();
  }

  @Test
  void twoHalvesHaltWhileTheyArePartedAndGoOnAfterwards() {
    // Given
    Span network = Span.over(firm, "east", "west");
    assertThat(network.now().path("why").toString()).contains("Survives no site loss");
    OwnCluster east = clouds.own("east");
    OwnCluster west = clouds.own("west");
    // When
    east.cutFrom(west);
    try {
      // Then: neither half has three of four, and Ridgeway hears both.
      network.awaitState("Degraded");
      assertThat(network.now().path("conditions").toString()).contains("Halted");
    } finally {
      // When
      east.mendWith(west);
    }
    // Then
    network.awaitGrowth(3);
    network.awaitState("Ready");
  }

  @Test
  void ofFourCloudsOneMayDie() {
    // Given
    Span network = Span.over(firm, "east", "north", "south", "west");
    assertThat(network.validators()).hasSize(4);
    assertThat(network.now().path("why").toString())
        .contains("Survives the loss of any one city node");
    JsonRpc door = network.door();
    // One that holds a validator only, so that calls still have their node.
    Set<String> others = new TreeSet<>(network.validators().keySet());
    others.removeAll(network.callable().keySet());
    String name = others.iterator().next();
    OwnCluster lost = clouds.own(name);
    // When
    lost.kill();
    try {
      // Then
      network.awaitGrowth(5);
      assertThat(network.notary(door)).matches("0x[0-9a-fA-F]{40}");
      network.awaitState("Unknown");
      assertThat(network.now().path("unheardSince").asText()).isNotEmpty();
      assertThat(network.now().path("conditions").toString())
          .contains("Can't be heard: city node " + name + ".");
      assertThat(network.validators()).as("nothing is placed anew for that alone").hasSize(4);
      network.awaitGrowth(5);
    } finally {
      // When
      lost.revive();
    }
    // Then
    network.awaitState("Ready");
    network.awaitGrowth(3);
  }
}
