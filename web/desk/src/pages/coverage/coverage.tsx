import { useDesk } from '../../api/desk.ts'
import { coverage } from '../../api/routes.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { mayUse } from '../may.ts'
import '../matters/matters.css'
import { ProjectList } from './list.tsx'
import { LookUp } from './look-up.tsx'

/** 覆盖核对: which projects of an outside list have a matter, and which have none. */
export default function CoveragePage() {
  const { post } = useDesk()
  return (
    <>
      <PageHead title="覆盖核对">
        <p className="quiet">
          项目清单来自发改部门，不来自报送。清单上有、这里却找不到评估事项的，是应评未评的线索，请逐个核实。
        </p>
      </PageHead>
      <LookUp />
      {mayUse(coverage.list.may, post.duty) && <ProjectList />}
    </>
  )
}
