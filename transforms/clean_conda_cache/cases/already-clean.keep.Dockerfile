FROM continuumio/miniconda3
RUN conda install -y numpy && conda clean -tipsy
RUN conda install -y numpy && conda clean --all -y
RUN conda install -y numpy && /opt/conda/bin/conda clean -ya
