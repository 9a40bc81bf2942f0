package io.ridgeway.portal.api;

import io.quarkus.security.Authenticated;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.order.QuoteDesk;
import io.ridgeway.model.QuoteId;
import io.ridgeway.portal.view.ListView;
import io.ridgeway.portal.view.QuoteView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Quotes: itemised prices that can be ordered until they expire. */
@Path("/v1/quotes")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "quotes and orders")
public final class QuoteResource {
  private final TenantChoice choice;
  private final QuoteDesk quotes;

  public QuoteResource(TenantChoice choice, QuoteDesk quotes) {
    this.choice = choice;
    this.quotes = quotes;
  }

  /** What is to be priced. */
  public record Ask(
      @Nullable SpecInput spec,
      @Nullable Term term,
      @Schema(examples = "USD", description = "ISO 4217; one of the price book's")
          @Nullable String currency) {}

  @POST
  @ResponseStatus(201)
  @Operation(
      operationId = "createQuote",
      summary = "Price a network; only what can be ordered is quoted")
  public QuoteView create(@Nullable Ask body) {
    Ask ask = Input.body(body);
    Input input = new Input();
    SpecInput spec = ask.spec();
    input.required("spec", spec == null ? null : "there", "");
    Term term = input.required("term", ask.term(), Term.ANNUAL);
    String currency = input.required("currency", ask.currency(), "USD");
    input.check();
    return QuoteView.of(
        quotes.quote(
            choice.actor(),
            choice.tenant(),
            Input.body(spec).toSpec(),
            term,
            currency.toUpperCase(Locale.ROOT)),
        quotes);
  }

  @GET
  @Operation(operationId = "listQuotes", summary = "Your quotes, newest first")
  public ListView<QuoteView> list(@BeanParam Paging paging) {
    return ListView.of(
        quotes.list(choice.actor(), choice.tenant(), paging.request()),
        quote -> QuoteView.of(quote, quotes));
  }

  @GET
  @Path("/{quote}")
  @Operation(operationId = "getQuote", summary = "A quote")
  public QuoteView get(QuoteId quote) {
    return QuoteView.of(quotes.get(choice.actor(), choice.tenant(), quote), quotes);
  }
}
