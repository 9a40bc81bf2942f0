package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.demo.Journey;
import io.ridgeway.app.demo.Steps;
import io.ridgeway.app.embedded.CityNodeFiles;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small firm's whole way, from signing up to the deleted network. */
class JourneyIT {
  @Test
  void aSmallFirmWalksTheWholeWayAndNothingOfItsNetworkStays(@TempDir Path documents)
      throws IOException {
    // Given
    RunningRidgeway ridgeway = RunningRidgeway.ready();
    Steps steps = new Steps(System.out);
    Journey journey =
        new Journey(
            steps,
            ridgeway.portalUrl(),
            ridgeway.portalUrl(),
            ridgeway.token("demo-admin"),
            ridgeway.token("operator"),
            documents,
            Duration.ZERO);

    // When
    journey.walk();

    // Then
    assertThat(steps.ok()).isTrue();
    assertThat(steps.done())
        .extracting(Steps.Step::name)
        .containsExactly(
            "sign in",
            "sign up",
            "quote",
            "order refused while unverified",
            "verify",
            "order",
            "ready",
            "managed keys",
            "gateway credential",
            "deploy the notary contract",
            "notarise a file's hash",
            "read it back",
            "see the event",
            "usage",
            "invoice",
            "delete",
            "the books remain");
    Path invoice = onlyFile(documents);
    String number = invoice.getFileName().toString().replaceAll("^invoice-|\\.pdf$", "");
    assertThat(number).isNotEmpty();
    assertThat(text(invoice)).contains(number, "Harbour Traders", "港口贸易");
    CityNodeFiles cityNode = ridgeway.cityNode();
    assertThat(cityNode.nodes(journey.network())).isEmpty();
    assertThat(cityNode.processes(journey.network())).isEmpty();
    assertThat(cityNode.reservations(journey.network())).isZero();
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  private static String text(Path pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      return new PDFTextStripper().getText(document);
    }
  }
}
