/**
 * Networks that span city nodes: the whole application over real clusters with real pods. Start
 * reading at {@link io.ridgeway.app.clouds.NetworkOverCloudsIT}.
 */
package io.ridgeway.app.clouds;
