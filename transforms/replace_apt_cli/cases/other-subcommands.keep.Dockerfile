FROM debian:bookworm-slim
RUN apt list --installed && apt show jq && apt-cache policy jq && apt search jq && apt policy && apt moo
