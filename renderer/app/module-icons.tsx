import {
  AuditOutlined,
  BarChartOutlined,
  CloudSyncOutlined,
  FileTextOutlined,
  FormOutlined,
  HomeOutlined,
  IdcardOutlined,
  ProfileOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { ModuleId } from './catalogue.ts';

export const moduleIcons: Readonly<Record<ModuleId, ReactNode>> = {
  workbench: <HomeOutlined />,
  registration: <FormOutlined />,
  ledger: <ProfileOutlined />,
  documents: <FileTextOutlined />,
  stats: <BarChartOutlined />,
  audit: <AuditOutlined />,
  personalData: <IdcardOutlined />,
  sync: <CloudSyncOutlined />,
  settings: <SettingOutlined />,
};
