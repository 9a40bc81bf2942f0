/** The Helm chart, linted, rendered and checked. Start at {@link io.ridgeway.app.chart.ChartIT}. */
@NullMarked
package io.ridgeway.app.chart;

import org.jspecify.annotations.NullMarked;
