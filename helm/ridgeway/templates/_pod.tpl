{{/* The pod of one role: (dict "root" $ "role" "portal" "spec" .Values.roles.portal). What it gets is what the role needs, no more:
       KEK             portal (makes managed keys), ops (seals and tests city nodes' secrets), reconciler (issues identities), gateway (signs)
       portal client   portal, ops
       service client  reconciler
       credentials     reconciler
       gRPC's door     gateway, where that is on: its certificate and key
       schema's owner  nobody here: the migration only */}}
{{- define "ridgeway.pod" -}}
{{- $root := .root -}}
{{- $name := include "ridgeway.name" $root -}}
{{- $pages := has .role (list "portal" "ops") -}}
{{- $reconciler := eq .role "reconciler" -}}
{{- $gateway := eq .role "gateway" -}}
{{- $portal := eq .role "portal" -}}
{{- $grpc := $root.Values.roles.gateway.grpc -}}
serviceAccountName: {{ $name }}-{{ .role }}
automountServiceAccountToken: {{ and $reconciler $root.Values.roles.reconciler.clusterAccess.enabled }}
enableServiceLinks: false
# The kubelet's wait, then what is under way: requests, a pass of the reconciler, the journal's last entries.
terminationGracePeriodSeconds: 60
securityContext: {{- include "ridgeway.podSecurity" $root | nindent 2 }}
{{- include "ridgeway.scheduling" $root }}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- include "ridgeway.selector" $ | nindent 8 }}
  {{- end }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels: {{- include "ridgeway.selector" . | nindent 14 }}
containers:
  - name: ridgeway
    image: {{ include "ridgeway.image" $root | quote }}
    imagePullPolicy: {{ $root.Values.image.pullPolicy }}
    securityContext: {{- include "ridgeway.containerSecurity" $root | nindent 6 }}
    ports:
      - {name: http, containerPort: 8080}
      {{- if $gateway }}
      - {name: gateway, containerPort: 8090}
      {{- if $grpc.enabled }}
      - {name: grpc, containerPort: {{ $grpc.port | int }}}
      {{- end }}
      {{- end }}
    env:
      - {name: JAVA_TOOL_OPTIONS, value: {{ $root.Values.javaOptions | quote }}}
      - {name: QUARKUS_CONFIG_LOCATIONS, value: /etc/ridgeway/config/application.properties}
      - {name: RIDGEWAY_ROLES, value: {{ .role }}}
      {{- $pg := $root.Values.postgresql.existingSecret }}
      - {name: QUARKUS_DATASOURCE_USERNAME, valueFrom: {secretKeyRef: {name: {{ $pg }}, key: username}}}
      - {name: QUARKUS_DATASOURCE_PASSWORD, valueFrom: {secretKeyRef: {name: {{ $pg }}, key: password}}}
      {{- if $pages }}
      {{- $client := $root.Values.keycloak.existingSecret }}
      - {name: QUARKUS_OIDC_CREDENTIALS_SECRET, valueFrom: {secretKeyRef: {name: {{ $client }}, key: client-secret}}}
      - {name: QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET, valueFrom: {secretKeyRef: {name: {{ $client }}, key: session-secret}}}
      {{- else }}
      # Nobody signs in here: Keycloak isn't asked, and may be away.
      - {name: QUARKUS_OIDC_TENANT_ENABLED, value: "false"}
      - {name: QUARKUS_OIDC_API_TENANT_ENABLED, value: "false"}
      {{- end }}
      {{- if $reconciler }}
      - {name: RIDGEWAY_KEYCLOAK_CLIENT_SECRET, valueFrom: {secretKeyRef: {name: {{ $root.Values.keycloak.serviceExistingSecret }}, key: client-secret}}}
      {{- end }}
      {{- if $root.Values.keys.existingSecret }}
      - {name: RIDGEWAY_KEYS_KEK_FILE, value: /etc/ridgeway/keys/kek}
      {{- else if eq "file" (get $root.Values.config "ridgeway.keys.kek" | default "file") }}
      {{- fail "keys.existingSecret is empty: say with config.ridgeway\\.keys\\.kek where the key encryption key is (docs/keys.md)" }}
      {{- end }}
    startupProbe:
      httpGet: {path: /q/health/started, port: http}
      periodSeconds: 2
      timeoutSeconds: 2
      failureThreshold: 120
    livenessProbe:
      httpGet: {path: /q/health/live, port: http}
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    # While PostgreSQL is away the doors say so themselves (503, Retry-After) and the gateway goes on: nobody is taken out for that.
    readinessProbe:
      httpGet: {path: {{ ternary "/q/health/group/gateway" "/q/health/started" $gateway }}, port: http}
      periodSeconds: 5
      timeoutSeconds: 3
    lifecycle:
      # Until nobody sends here any more.
      preStop: {sleep: {seconds: 5}}
    resources: {{- toYaml .spec.resources | nindent 6 }}
    volumeMounts:
      - {name: config, mountPath: /etc/ridgeway/config, readOnly: true}
      - {name: tmp, mountPath: /tmp}
      {{- if $root.Values.keys.existingSecret }}
      - {name: kek, mountPath: /etc/ridgeway/keys, readOnly: true}
      {{- end }}
      - {name: journal, mountPath: /var/lib/ridgeway}
      {{- if $root.Values.postgresql.caExistingSecret }}
      - {name: postgresql-ca, mountPath: /etc/ridgeway/postgresql, readOnly: true}
      {{- end }}
      {{- if $root.Values.priceBooks.existingConfigMap }}
      - {name: price-books, mountPath: /etc/ridgeway/price-books, readOnly: true}
      {{- end }}
      {{- if and (or $reconciler $portal) $root.Values.backups.existingClaim }}
      - {name: backups, mountPath: /var/lib/ridgeway-backups}
      {{- end }}
      {{- if and $reconciler $root.Values.roles.reconciler.credentials.existingSecret }}
      - {name: credentials, mountPath: /etc/ridgeway/credentials, readOnly: true}
      {{- end }}
      {{- if and $gateway $grpc.enabled }}
      - {name: grpc, mountPath: /etc/ridgeway/grpc, readOnly: true}
      {{- end }}
      {{- if and $portal $grpc.enabled $grpc.authorityExistingConfigMap }}
      - {name: grpc-authority, mountPath: /etc/ridgeway/grpc-authority, readOnly: true}
      {{- end }}
volumes:
  - name: config
    configMap: {name: {{ $name }}-{{ .role }}}
  # Native libraries unpack here, so it must be executable: an emptyDir is.
  - name: tmp
    emptyDir: {sizeLimit: 256Mi}
  {{- with $root.Values.keys.existingSecret }}
  # Root's, and the pod's group may read it: docs/adr/0012.
  - name: kek
    secret:
      secretName: {{ . }}
      defaultMode: 0400
  {{- end }}
  {{- include "ridgeway.postgresqlCa" $root | nindent 2 }}
  {{- if not $gateway }}
  - name: journal
    emptyDir: {sizeLimit: 1Gi}
  {{- end }}
  {{- with $root.Values.priceBooks.existingConfigMap }}
  - name: price-books
    configMap: {name: {{ . }}}
  {{- end }}
  {{- if and (or $reconciler $portal) $root.Values.backups.existingClaim }}
  - name: backups
    persistentVolumeClaim: {claimName: {{ $root.Values.backups.existingClaim }}}
  {{- end }}
  {{- if $reconciler }}
  {{- with $root.Values.roles.reconciler.credentials.existingSecret }}
  - name: credentials
    secret:
      secretName: {{ . }}
      defaultMode: 0400
  {{- end }}
  {{- end }}
  {{- if and $gateway $grpc.enabled }}
  # Root's, and the pod's group may read it, as the KEK.
  - name: grpc
    secret:
      secretName: {{ $grpc.existingSecret }}
      defaultMode: 0400
      items: [{key: tls.crt, path: tls.crt}, {key: tls.key, path: tls.key}]
  {{- end }}
  {{- if and $portal $grpc.enabled $grpc.authorityExistingConfigMap }}
  - name: grpc-authority
    configMap:
      name: {{ $grpc.authorityExistingConfigMap }}
      items: [{key: ca.crt, path: ca.crt}]
  {{- end }}
{{- end -}}
