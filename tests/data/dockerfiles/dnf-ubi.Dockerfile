FROM registry.access.redhat.com/ubi9/ubi-minimal:9.3
USER 0
RUN microdnf -y update && \
    microdnf -y install --nodocs tar gzip shadow-utils && \
    microdnf clean all && rm -rf /var/cache/dnf
RUN groupadd -g 5000 svc && useradd -u 5000 -g svc -M svc
USER 5000
LABEL name="svc" \
      io.k8s.description="A service" \
      io.openshift.tags="svc,example"
