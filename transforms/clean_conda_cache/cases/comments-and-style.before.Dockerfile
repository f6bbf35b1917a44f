FROM continuumio/miniconda3
RUN conda install -y \
      # numbers
      numpy \

      scipy \
    ; conda list
RUN set -eux; \
    conda install -y a; \
    conda env update -f e.yml
RUN --mount=type=bind,source=e.yml,target=/tmp/e.yml \
    --mount=type=secret,id=token \
    conda env update -f /tmp/e.yml # the rest
