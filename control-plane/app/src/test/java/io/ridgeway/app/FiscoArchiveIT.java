package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.app.cli.ApiProblem;
import io.ridgeway.app.embedded.RunningRidgeway;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck;
import io.ridgeway.framework.fiscobcos.archive.ArchiveCheck.Found;
import io.ridgeway.framework.fiscobcos.archive.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chain's history is archived by the doors that tenants have, fetched, and checked offline. It is
 * one that test doubles make up and sign; no node has been asked.
 */
@Tag("left-to-full")
class FiscoArchiveIT {
  @TempDir Path folder;

  @Test
  void historyIsArchivedFetchedAndChecked() throws IOException, InterruptedException {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    String version = FiscoSoftware.withHistory(ridgeway);
    String user = "archivist-" + UUID.randomUUID().toString().substring(0, 8);
    Firm firm = Firm.verified(ridgeway, user);
    String network =
        firm.order(
            firm.quote(
                FiscoOrderIT.wish(version, Map.of("sealer", 4), Map.of("cryptography", "guomi"))),
            UUID.randomUUID().toString());
    firm.awaitState(network, "Ready");
    RunningRidgeway.await(
        "there are blocks", () -> firm.network(network).path("height").asLong() > 30);
    String archives = "/v1/networks/" + network + "/archives";

    // When
    String first = taken(firm, archives, Map.of("to", 20));
    String second = taken(firm, archives, Map.of());

    // Then
    ArchiveCheck check =
        new ArchiveCheck(
            new Trust(
                Optional.of(new FiscoOwnWords(firm, network, "guomi").blockHash(0)),
                Optional.empty()));
    Found one = checked(check, firm, first);
    assertThat(one.chain().chain()).isEqualTo(network);
    assertThat(one.from()).isZero();
    assertThat(one.to()).isEqualTo(20);
    assertThat(one.transactions()).isEqualTo(21);
    Found other = checked(check, firm, second);
    assertThat(other.from()).isEqualTo(21);
    assertThat(other.to()).isGreaterThan(30);
    Path stored =
        ridgeway.stack().home().backups().resolve(firm.api().get(first).path("id").asText());
    assertThat(contents(stored)).isNotEmpty().noneMatch(text -> text.contains("\"header\""));

    // When it is asked for more often than it is handed out at a time, and left
    ArchiveFetches fetches = new ArchiveFetches(ridgeway, firm, user, first + "/file", stored);
    fetches.assertNoneIsHeld();
    fetches.assertOnlySoManyAtATime();

    // Then
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    firm.api().download(first + "/file", "application/jsonl", again);
    assertThat(again.size()).isEqualTo(firm.api().get(first).path("bytes").asInt());

    // When
    firm.api().delete(first);

    // Then
    assertThat(firm.api().get(first).path("state").asText()).isEqualTo("DELETED");
    assertThatThrownBy(
            () ->
                firm.api()
                    .download(first + "/file", "application/jsonl", new ByteArrayOutputStream()))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining("is DELETED; there is nothing to fetch");
    firm.delete(network);
  }

  /** Where it is, once it is kept. */
  private static String taken(Firm firm, String archives, Map<String, ?> wanted) {
    String archive = archives + "/" + firm.api().post(archives, wanted).path("id").asText();
    RunningRidgeway.await(
        "the archive is kept",
        () -> {
          JsonNode now = firm.api().get(archive);
          assertThat(now.path("state").asText()).as(now.toString()).isNotEqualTo("FAILED");
          return now.path("state").asText().equals("KEPT");
        });
    RunningRidgeway.await(
        "nothing is under way",
        () ->
            firm.api()
                .get("/v1/operations/" + firm.api().get(archive).path("operation").asText())
                .path("state")
                .asText()
                .equals("SUCCEEDED"));
    return archive;
  }

  private Found checked(ArchiveCheck check, Firm firm, String archive) throws IOException {
    JsonNode kept = firm.api().get(archive);
    Path file = folder.resolve(kept.path("id").asText());
    try (OutputStream out = Files.newOutputStream(file)) {
      firm.api().download(archive + "/file", "application/jsonl", out);
    }
    assertThat(Files.size(file)).isEqualTo(kept.path("bytes").asLong());
    try (InputStream in = Files.newInputStream(file)) {
      Found found = check.check(in);
      assertThat(found.sha256()).isEqualTo(kept.path("sha256").asText());
      assertThat(found.hash()).isEqualTo(kept.path("blockHash").asText());
      return found;
    }
  }

  private static List<String> contents(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(FiscoArchiveIT::content).toList();
    }
  }

  private static String content(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
