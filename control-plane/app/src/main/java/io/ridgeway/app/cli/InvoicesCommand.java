package io.ridgeway.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "invoices", mixinStandardHelpOptions = true, description = "Your invoices.")
final class InvoicesCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List them, newest first.")
  int list(@Option(names = "--cursor", defaultValue = "") String cursor) {
    root.output()
        .print(
            root.api()
                .get("/v1/invoices" + (cursor.isEmpty() ? "" : "?cursor=" + Http.encode(cursor))),
            "id",
            "number",
            "periodFrom",
            "periodTo",
            "total",
            "issuedAt",
            "dueOn",
            "state");
    return 0;
  }

  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Show one, or save it as PDF.")
  int get(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--pdf", paramLabel = "FILE", description = "Write the PDF there.") Path pdf)
      throws IOException {
    String path = "/v1/invoices/" + Http.encode(id);
    if (pdf != null) {
      Files.write(pdf, root.api().document(path + "/pdf", "application/pdf"));
      root.output().line("Wrote " + pdf + ".");
      return 0;
    }
    var invoice = root.api().get(path);
    Output output = root.output();
    output.print(invoice, "id", "number", "total", "issuedAt", "dueOn", "state", "paidAt");
    if (!output.isJson()) {
      output.line("");
      output.print(invoice.path("lines"), "text", "quantity", "unit", "unitPrice", "amount");
    }
    return 0;
  }
}
