package io.ridgeway.billing;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Level;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.ReferenceInsertionEventHandler;

/**
 * Prints invoices as PDF/A-2u: to be kept for years, so fonts and colours are in the file, and its
 * text can be searched.
 *
 * <p>The font is Noto Sans SC, which has Latin and Chinese; only the glyphs that are used are
 * embedded. A character that it lacks prints as {@code #}. Thread-safe; make one and keep it.
 */
public final class InvoicePdf {
  private static final String FAMILY = "Noto Sans SC";
  private static final String TEMPLATE = "io/ridgeway/billing/invoice.vm";

  private final VelocityEngine velocity;
  private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

  public InvoicePdf() {
    Properties properties = new Properties();
    properties.setProperty("resource.loaders", "class");
    properties.setProperty(
        "resource.loader.class.class",
        "org.apache.velocity.runtime.resource.loader.ClasspathResourceLoader");
    properties.setProperty("runtime.strict_mode.enable", "true");
    velocity = new VelocityEngine(properties);
    // At INFO it tells of every page; warnings are about the template and matter.
    XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.WARNING));
  }

  /**
   * The invoice as a PDF file's bytes, in the locale's language and number form; a paid one says
   * so.
   */
  public byte[] render(Bill bill, Locale locale) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      document.setVersion(1.7f);
      PdfRendererBuilder builder = new PdfRendererBuilder();
      builder.usePDDocument(document);
      builder.usePdfAConformance(PdfAConformance.PDFA_2_U);
      builder.useColorProfile(colours);
      builder.withProducer("Ridgeway");
      useFont(builder, document, "NotoSansSC_400Regular.ttf", 400);
      useFont(builder, document, "NotoSansSC_700Bold.ttf", 700);
      builder.withHtmlContent(html(bill, locale), null);
      builder.toStream(out);
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException("can't print invoice " + bill.invoice().number(), e);
    }
    return out.toByteArray();
  }

  private static void useFont(
      PdfRendererBuilder builder, PDDocument document, String file, int weight) {
    builder.useFont(
        new PDFontSupplier(SearchableFont.load(document, "fonts/" + file)),
        FAMILY,
        weight,
        FontStyle.NORMAL,
        true);
  }

  /** The page before it is set: well-formed XHTML, every value escaped. */
  String html(Bill bill, Locale locale) {
    VelocityContext context =
        new VelocityContext(new HashMap<>(new InvoicePage(bill, locale).model()));
    EventCartridge events = new EventCartridge();
    ReferenceInsertionEventHandler escape =
        (inner, reference, value) -> value == null ? null : Xml.escape(value.toString());
    events.addEventHandler(escape);
    events.attachToContext(context);
    StringWriter out = new StringWriter();
    velocity.getTemplate(TEMPLATE, "UTF-8").merge(context, out);
    return out.toString();
  }
}
