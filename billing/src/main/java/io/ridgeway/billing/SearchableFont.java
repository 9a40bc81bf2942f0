package io.ridgeway.billing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapSubtable;
import org.apache.fontbox.ttf.CmapTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * A Chinese font whose text can be searched and copied. Such fonts draw the ideograph 日 (U+65E5)
 * and the radical ⽇ (U+2F47) with one glyph, and PDFBox writes the lower of its characters, the
 * radical, into the file: the buyer's name would not be found in it. Here radicals come last.
 */
final class SearchableFont extends CmapSubtable {
  private static final int FIRST_RADICAL = 0x2E80;
  private static final int LAST_RADICAL = 0x2FDF;

  private final CmapSubtable font;

  private SearchableFont(CmapSubtable font) {
    this.font = font;
    setPlatformId(font.getPlatformId());
    setPlatformEncodingId(font.getPlatformEncodingId());
  }

  /** The TrueType font of that class-path resource, to be embedded as a subset. */
  static PDFont load(PDDocument document, String resource) {
    try (InputStream in = SearchableFont.class.getResourceAsStream(resource)) {
      Objects.requireNonNull(in, () -> resource + " is missing: build billing with npm installed");
      TrueTypeFont font = new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(in));
      document.registerTrueTypeFontForClosing(font);
      CmapTable cmap = font.getCmap();
      CmapSubtable[] tables = cmap.getCmaps();
      for (int i = 0; i < tables.length; i++) {
        tables[i] = new SearchableFont(tables[i]);
      }
      cmap.setCmaps(tables);
      return PDType0Font.load(document, font, true);
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + resource, e);
    }
  }

  @Override
  public int getGlyphId(int character) {
    return font.getGlyphId(character);
  }

  @Override
  public List<Integer> getCharCodes(int glyph) {
    List<Integer> codes = font.getCharCodes(glyph);
    return codes == null || codes.size() < 2
        ? codes
        : codes.stream().sorted(Comparator.comparing(SearchableFont::isRadical)).toList();
  }

  private static boolean isRadical(int code) {
    return code >= FIRST_RADICAL && code <= LAST_RADICAL;
  }
}
