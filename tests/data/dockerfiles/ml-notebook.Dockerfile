ARG OWNER=jupyter
ARG BASE_CONTAINER=quay.io/$OWNER/scipy-notebook:2024-04-15
FROM $BASE_CONTAINER
USER root
RUN mamba install --yes 'r-base' 'rpy2' && \
    mamba clean --all -f -y && \
    fix-permissions "${CONDA_DIR}" && \
    fix-permissions "/home/${NB_USER}"
USER ${NB_UID}
WORKDIR "${HOME}"
