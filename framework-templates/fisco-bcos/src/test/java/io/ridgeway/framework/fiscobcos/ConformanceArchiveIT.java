package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Archiving;
import io.ridgeway.framework.Archiving.Block;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck.Found;
import io.ridgeway.framework.fiscobcos.archive.Trust;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** History is read through the doors of doubles that make one up, and checked again. */
class ConformanceArchiveIT extends OnDoubles {
  private static final String HISTORY = "ridgeway.double.history";

  @BeforeEach
  void haveAHistory() {
    System.setProperty(HISTORY, "true");
  }

  @AfterEach
  void haveNone() {
    System.clearProperty(HISTORY);
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void historyIsReadAndGoneOnWithFromWhoeverIsLeft(Cryptography cryptography) throws Exception {
    // Given
    Scenario scenario = write(cryptography);
    for (String name : directories.keySet()) {
      start(name);
    }
    await("some blocks", () -> allAtLeast(12));
    TestAdministrators administrators = new TestAdministrators(scenario.identities(PACK));
    LedgerEndpoints nodes = endpoints(scenario);
    Archiving archiving = PACK.archiving().orElseThrow();

    // When
    List<Block> first = read(archiving.read(nodes, administrators, Optional.empty()), 7);
    stop("observer-1");
    List<Block> second =
        read(archiving.read(nodes, administrators, Optional.of(first.get(6).mark())), 5);

    // Then
    ArchiveCheck check =
        new ArchiveCheck(Trust.in(List.of(nodes.birth().get("sealers").split(","))));
    Found found = check(check, archiving, nodes, first);
    assertThat(found.chain().chain()).isEqualTo(nodes.birth().get("chainId"));
    assertThat(found.to()).isEqualTo(6);
    assertThat(found.transactions()).isEqualTo(6);
    assertThat(check(check, archiving, nodes, second).to()).isEqualTo(11);
    assertThat(PACK.driver().observe(nodes, LedgerHealth.UNHEARD, administrators).agreed())
        .isTrue();
  }

  private static List<Block> read(Archiving.Reading reading, int count) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(reading.next());
    }
    return blocks;
  }

  private static Found check(
      ArchiveCheck check, Archiving archiving, LedgerEndpoints nodes, List<Block> blocks)
      throws Exception {
    StringBuilder text = new StringBuilder(archiving.head(nodes.birth(), blocks.get(0).number()));
    blocks.forEach(block -> text.append(block.line()));
    text.append(archiving.end(blocks.get(blocks.size() - 1), blocks.size()));
    return check.check(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
