FROM continuumio/miniconda3:23.10.0-1
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
COPY environment.yml /tmp/environment.yml
RUN conda env create -f /tmp/environment.yml -n lab && \
    conda clean --all --yes && \
    rm /tmp/environment.yml
RUN echo "conda activate lab" >> ~/.bashrc
ENV PATH /opt/conda/envs/lab/bin:$PATH
VOLUME ["/data", "/notebooks"]
EXPOSE 8888
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--allow-root"]
