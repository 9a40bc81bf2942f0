package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.backup.Backup;
import io.ridgeway.engine.backup.ChainArchive;
import io.ridgeway.engine.backup.ChainArchive.Part;
import io.ridgeway.engine.backup.ChainArchive.Whole;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.BackupId;
import io.ridgeway.model.OperationId;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Theme;
import io.ridgeway.portal.view.ArchiveView;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Renders the page of archives with sample data, in both languages. */
class ArchivesPageTest {
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final String SUM = "cd".repeat(32);

  private final RenderedPages pages = new RenderedPages();
  private final Network network = Samples.network(new NetworkState.Ready());

  private String shown(String name, Map<String, Object> data) {
    String chinese = pages.page("portal/archives", Locale.CHINESE, Theme.LIGHT, "", data);
    assertThat(chinese).contains("<html lang=\"zh-CN\"").containsPattern("[\\u4e00-\\u9fff]");
    RenderedPages.keep(name + "-zh", chinese);
    assertThat(chinese).doesNotContain("lang=\"en\">It ends");
    String english = pages.page("portal/archives", Locale.ENGLISH, Theme.LIGHT, "", data);
    RenderedPages.keep(name, english);
    return english;
  }

  private Map<String, Object> data(boolean offered, ChainArchive... archives) {
    Map<String, Object> data = new HashMap<>();
    data.put("network", network);
    data.put("form", Form.empty());
    data.put("offered", offered);
    data.put("archives", Stream.of(archives).map(ArchiveView::of).toList());
    return data;
  }

  private ChainArchive taking() {
    return new ChainArchive(
        BackupId.next(),
        network.tenant(),
        network.id(),
        OperationId.next(),
        Backup.State.TAKING,
        "ann",
        Samples.NOW,
        7,
        900,
        Optional.empty(),
        "sealed-key",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  @Test
  void archivesAreShownWithWhatTheyAreAndWhatCanBeDone() {
    // Given
    ChainArchive taking = taking();
    ChainArchive kept =
        taking()
            .with(new Part("part-00001", 850, HASH, 1_000, SUM, Samples.NOW), "a mark")
            .kept(
                new Whole("head", "end", 850, HASH, 844, 2_000, SUM, Samples.NOW),
                "It ends with block 850. No node answered in time.");
    ChainArchive deleted = kept.deleted(Samples.NOW);

    // Then
    String all = shown("archives", data(true, taking, kept));
    assertThat(all)
        .contains("data-state=\"TAKING\"", "data-state=\"KEPT\"", "7 – 900", "7 – 850")
        .contains(HASH, "SHA-256 " + SUM, "It ends with block 850. No node answered in time.")
        .contains("/networks/" + network.id() + "/archives/" + kept.id() + "/file\"")
        .contains("/archives/" + taking.id() + "/delete\"", "id=\"archive-to\"")
        .doesNotContain("/archives/" + taking.id() + "/file\"", "sealed-key", "a mark");
    assertThat(shown("archives-deleted", data(true, deleted)))
        .contains("data-state=\"DELETED\"")
        .doesNotContain("/file\"", "/delete\"");
  }

  @Test
  void whyOneEndsBeforeItWasToIsSaidInTheReadersLanguage() {
    ChainArchive broken =
        taking()
            .kept(
                new Whole("head", "end", 850, HASH, 844, 2_000, SUM, Samples.NOW),
                "It ends with block 850. block 851: has a transaction twice");
    assertThat(pages.page("portal/archives", Locale.CHINESE, Theme.LIGHT, "", data(true, broken)))
        .contains("归档止于区块 850。区块 851：有交易重复")
        .doesNotContain("transaction twice");
  }

  @Test
  void whereNoneAreOfferedThePageSaysSo() {
    assertThat(shown("archives-none", data(false)))
        .contains("id=\"no-archives\"", "id=\"no-archives-here\"")
        .doesNotContain("id=\"archive-form\"");
  }

  @Test
  void aWrongBlockIsSaidAtItsField() {
    Form form = new Form(Map.of("to", List.of("soon")));
    form.reject("to", "This is no block number.");
    Map<String, Object> data = data(true);
    data.put("form", form);
    assertThat(shown("archives-refused", data))
        .contains("id=\"archive-to-error\">This is no block number.</p>", "value=\"soon\"");
  }
}
